"""Prints what was measured as tables of medians and ratios."""


def table(title, columns, rows):
    """Rows of text, the first column to the left, the others to the right."""
    widths = [max(len(str(row[index])) for row in [columns, *rows]) for index in range(len(columns))]
    print(f"\n{title}")
    for row in [columns, *rows]:
        cells = [f"{str(cell):>{width}}" for cell, width in zip(row, widths)]
        cells[0] = f"{str(row[0]):<{widths[0]}}"
        print("  ".join(cells).rstrip())


def number(value):
    if value is None:
        return "-"
    return f"{value:,.0f}" if value >= 100 else f"{value:.2f}"


def ratio(value, other):
    return f"{value / other:.2f}" if value and other else "-"


def throughput(found, titles, mode):
    """Two tables, one line for each load: messages per second, and processor time for each; the ratios say how many times better ours is."""
    peers = [name for name in titles if name not in ("ours", "against", "nghttpd")]
    compared = [name for name in titles if name != "ours"]
    ratios = [*(f"/{titles[name]}" for name in compared), "/best peer"]
    for what, heading in [("rate", "messages per second"), ("cost", "processor microseconds of the server per message")]:
        rows = []
        for load, measured in found.items():
            figures = measured[what]
            best = (max if what == "rate" else min)((figures[name] for name in peers if name in figures), default=None)
            others = [*(figures.get(name) for name in compared), best]
            quotients = [ratio(figures["ours"], other) if what == "rate" else ratio(other, figures["ours"]) for other in others]
            rows.append([load, *(number(figures.get(name)) for name in titles), *quotients])
        table(f"{heading}, {mode}", ["load", *titles.values(), *ratios], rows)


def values(title, found, titles):
    """One line for each server."""
    columns = ["server", *next(iter(found.values()))]
    table(title, columns, [[titles[name], *(number(value) for value in row.values())] for name, row in found.items()])


def suite(found):
    print(f"\nsuite: ready after {found['ready_ms']:.0f} ms, resident {found['idle_mb']:.0f} MB idle, "
          f"{found['after_calls_mb']:.0f} MB after the calls")
    rows = [
        [shape, *(number(rates[name]) for name in rates), ratio(rates["suite"], rates["cpp"]), ratio(rates["suite"], rates["nghttpd"])]
        for shape, rates in found["calls"].items()
    ]
    table("GetCharacter, calls per second", ["shape", "suite", "gRPC C++", "nghttpd", "suite/C++", "suite/nghttpd"], rows)


def services(found):
    """The services by themselves, and beside a database of another size or another program."""
    calls, feed, uploads = found["calls"], found["feed"], found["uploads"]
    table(
        "services, 8x32", ["method", "calls/s", "processor us/call"],
        [[name, number(rate), number(calls["cost"].get(name))] for name, rate in calls["rate"].items()])
    few, many = feed["rate"]
    table(
        "GetGlobalFeed of 20 posts, 8x32", ["posts in the database", f"{few:,}", f"{many:,}", "ratio"],
        [
            ["pages/s", number(feed["rate"][few]), number(feed["rate"][many]), ratio(feed["rate"][few], feed["rate"][many])],
            ["processor us/page", number(feed["cost"][few]), number(feed["cost"][many]), ratio(feed["cost"][many], feed["cost"][few])],
        ])
    rows = [
        [
            name, number(rate), ratio(rate, uploads["rate"]["moto"]), number(uploads["cost"][name]),
            ratio(uploads["cost"]["moto"], uploads["cost"][name]),
        ]
        for name, rate in uploads["rate"].items()
    ]
    table("presigned uploads of 100 KiB, 8 connections", ["server", "uploads/s", "/moto", "processor us/upload", "moto/it"], rows)
    table("resident MB of a suite", list(found["memory"]), [[number(value) for value in found["memory"].values()]])


def allocations(found, thresholds):
    rows = [[load, f"{count:.2f}", f"{thresholds[load]:.2f}" if load in thresholds else "-"] for load, count in found.items()]
    table("calls of the allocator per message", ["load", "ours", "threshold"], rows)


def generations(found):
    """Worlds by themselves, many at once, and with more than one worker."""
    seconds, suite, providers = found["large"]
    table(
        "a world of 40 characters and 250 posts", ["seconds", "processor s of the suite", "processor s of the providers"],
        [[f"{seconds:.2f}", f"{suite:.2f}", f"{providers:.2f}"]])
    first, middle, last, small = found["many"]
    table(
        "50 worlds of 5 characters and 20 posts at once, and one of 1 and 1 behind them: seconds until the end",
        ["first", "median", "last", "the small one", "worlds/s"], [[f"{value:.2f}" for value in (first, middle, last, small, 50 / last)]])
    rows = []
    for row in found["workers"]:
        one, two = row["found"][1], row["found"][2]
        rows.append(
            [str(row["worlds"]), f"{row['latency']} ms", f"{one[0]:.2f}", f"{two[0]:.2f}", f"{one[0] / two[0]:.2f}"]
            + [f"{value:.2f}" for value in one[1:] + two[1:]])
    table(
        "worlds of 5 and 20: seconds until all are complete, and processor seconds of workers with the suite, and of the providers",
        ["worlds", "providers take", "1 worker", "2 workers", "ratio", "suite, 1", "providers, 1", "suite, 2", "providers, 2"], rows)
    table(
        "1,000 worlds of 1 and 2 at once, 4 workers: seconds until the end, and MB", ["first", "median", "last", "largest worker", "suite"],
        [[f"{value:.1f}" for value in found["crowd"]]])
    table(
        "10 worlds of 10 and 100, providers take 1 s, 1,000 tasks at a time", ["seconds", "MB"], [[f"{value:.1f}" for value in found["wide"]]])


def everything(results, titles):
    """All tables of what was measured."""
    environment = results["environment"]
    print(f"{environment['cores']} cores, {environment['processor']}, Linux {environment['kernel']}, {environment['h2load']}")
    print(f"load average {environment['load_average']:.1f} at the start: other programs on the machine lower all numbers, ratios less")
    for name, version in results["versions"].items():
        print(f"  {titles.get(name, name)}: {version}")
    for mode in ("pinned", "unpinned"):
        if mode in results:
            where = "server on one core, load on another" if mode == "pinned" else "server and load on all cores"
            throughput(results[mode], titles, f"{mode} ({where})")
    if "latency" in results:
        values(f"milliseconds until the answer, 8x32, {results['latency_rate']:,} calls per second", results["latency"], titles)
    if "deadlines" in results:
        values("milliseconds from the deadline to the status, handler asleep", results["deadlines"], titles)
    if "idle" in results:
        values("resident MB with 1,000 idle connections", results["idle"], titles)
    if "growth" in results:
        calls = results["growth_calls"]
        values(f"resident MB before, after 10,000 streams, after {calls:,} calls", results["growth"], titles)
    if "allocations" in results:
        allocations(results["allocations"], results["thresholds"])
    if "suite" in results:
        suite(results["suite"])
    if "services" in results:
        services(results["services"])
    if "generations" in results:
        generations(results["generations"])
    if "world" in results:
        print(f"\nworld of 20 characters and 100 posts: {results['world']:.2f} s")
