// The grpc-go peer of the benchmarks: grpc.testing.TestService as far as the benchmarks call it.
//
//	go_server PORT
package main

import (
	"context"
	"fmt"
	"io"
	"net"
	"os"
	"runtime"
	"time"

	"google.golang.org/grpc"

	api "benchmarks/testing"
)

type server struct {
	api.UnimplementedTestServiceServer
}

func payload(size int32) *api.Payload {
	return &api.Payload{Body: make([]byte, size)}
}

func (server) UnaryCall(_ context.Context, request *api.SimpleRequest) (*api.SimpleResponse, error) {
	return &api.SimpleResponse{Payload: payload(request.ResponseSize)}, nil
}

func (server) StreamingOutputCall(request *api.StreamingOutputCallRequest, stream api.TestService_StreamingOutputCallServer) error {
	for _, parameters := range request.ResponseParameters {
		if parameters.IntervalUs > 0 {
			select {
			case <-time.After(time.Duration(parameters.IntervalUs) * time.Microsecond):
			case <-stream.Context().Done():
				return stream.Context().Err()
			}
		}
		if err := stream.Send(&api.StreamingOutputCallResponse{Payload: payload(parameters.Size)}); err != nil {
			return err
		}
	}
	return nil
}

func (server) StreamingInputCall(stream api.TestService_StreamingInputCallServer) error {
	var size int32
	for {
		request, err := stream.Recv()
		if err == io.EOF {
			return stream.SendAndClose(&api.StreamingInputCallResponse{AggregatedPayloadSize: size})
		}
		if err != nil {
			return err
		}
		size += int32(len(request.Payload.GetBody()))
	}
}

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: go_server PORT")
		os.Exit(2)
	}
	listener, err := net.Listen("tcp", "127.0.0.1:"+os.Args[1])
	if err != nil {
		fmt.Fprintln(os.Stderr, "error:", err)
		os.Exit(1)
	}
	service := grpc.NewServer()
	api.RegisterTestServiceServer(service, server{})
	fmt.Printf("grpc-go %s, %s\n", grpc.Version, runtime.Version())
	if err := service.Serve(listener); err != nil {
		fmt.Fprintln(os.Stderr, "error:", err)
		os.Exit(1)
	}
}
