/* Hashes of passwords (libxcrypt, a part of the C library's development package). */
#pragma once
#include <crypt.h>
