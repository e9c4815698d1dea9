/* The picture library (libgd). */
#pragma once
#include <gd.h>
