/*
 * What protoc and its plugins say to each other, in C: google/protobuf/descriptor.proto and compiler/plugin.proto of
 * libprotobuf-dev 3.21, compiled by protoc-c 1.4.1 (scripts/bootstrap-plugin.sh writes the files again).
 */
#pragma once
#include "google/protobuf/compiler/plugin.pb-c.h"
