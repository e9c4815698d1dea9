# The suite as an image: `docker build -t generia-local .`, or what compose.yaml builds.

FROM swift:6.3-bookworm AS build
WORKDIR /source
# The packages change less often than the sources: they stay in the cache of the builder.
COPY scripts/install-deps.sh scripts/
RUN scripts/install-deps.sh build
COPY Package.swift ./
COPY Sources Sources
# The package describes its examples and tests, too, and is not read without them.
COPY Examples Examples
COPY Tests Tests
RUN swift build -c release --static-swift-stdlib --product generia \
    && install -s .build/release/generia /usr/local/bin/generia

FROM debian:bookworm-slim
LABEL org.opencontainers.image.title="Generia Local" \
    org.opencontainers.image.description="A local stand-in for the Generia platform" \
    org.opencontainers.image.licenses="Apache-2.0"
# The packages of the libraries that the binary names, and the certificates of the providers' authorities.
RUN apt-get update \
    && apt-get install -y --no-install-recommends \
        ca-certificates \
        libbson-1.0-0 \
        libc6 \
        libcrypt1 \
        libcurl4 \
        libgcc-s1 \
        libgd3 \
        libmicrohttpd12 \
        libmongoc-1.0-0 \
        libnghttp2-14 \
        libprotobuf-c1 \
        librdkafka1 \
        libsqlite3-0 \
        libssl3 \
        libstdc++6 \
        zlib1g \
    && rm -rf /var/lib/apt/lists/*
RUN useradd --uid 10001 --user-group --home-dir /var/lib/generia --create-home generia \
    && install -d -o generia -g generia /var/lib/generia/data
COPY --from=build /usr/local/bin/generia /usr/local/bin/generia
COPY scripts/container-health.sh /usr/local/bin/generia-health
USER generia
WORKDIR /var/lib/generia
# The state file lets `docker exec CONTAINER generia generate …` find the suite. It stays out of the volume: it is of one container only.
ENV GENERIA_DATA=/var/lib/generia/data \
    GENERIA_STATE_FILE=/var/lib/generia/state.json
VOLUME /var/lib/generia/data
# Services, Consul, S3, administration. The stand-ins for the providers (4010) are there for the suite's own worker.
EXPOSE 8081 8082 8083 8084 8088 8089 8500 9000 5080
HEALTHCHECK --interval=5s --timeout=3s --start-period=30s --retries=3 CMD ["generia-health"]
STOPSIGNAL SIGTERM
ENTRYPOINT ["generia"]
CMD ["up", "--host", "0.0.0.0"]
