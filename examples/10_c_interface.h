/* SPDX-License-Identifier: Apache-2.0
   A network as a C library: what 10_c_interface.cpp defines. */
#ifndef C_INTERFACE_H
#define C_INTERFACE_H
#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct jets jets;
enum jets_status { JETS_OK, JETS_BAD_ARGUMENT, JETS_OUT_OF_MEMORY, JETS_FAILED };
enum { JETS_INPUTS = 4, JETS_OUTPUTS = 2 };

/* Makes a network that runs on so many threads. *out stays as it is on failure. */
enum jets_status jets_create(int threads, jets** out);

/* y[samples][JETS_OUTPUTS] = net(x[samples][JETS_INPUTS]). Allocates nothing. One jets is not for
   two threads at once. */
enum jets_status jets_run(jets* net, float const* x, float* y, size_t samples);

/* What the last failure on this thread was; "" before any. */
char const* jets_last_error(void);

void jets_destroy(jets* net); /* NULL is allowed */

#ifdef __cplusplus
}
#endif
#endif
