/* The protobuf runtime in C (libprotobuf-c). */
#pragma once
#include <protobuf-c/protobuf-c.h>
