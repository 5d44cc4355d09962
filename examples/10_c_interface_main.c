/* SPDX-License-Identifier: Apache-2.0
   A C program that runs a network: see 10_c_interface.cpp. */
#include <stdio.h>
#include <string.h>

#include "10_c_interface.h"

int main(void) {
    float const x[3][JETS_INPUTS] = {{1, 0.5f, -0.25f, 2}, {0, 0, 0, 0}, {100, 0, 0, 0}};
    /* 100 saturates at 127 / 16, and so does 0.25 + 127 / 16. */
    float const expected[3][JETS_OUTPUTS] = {{1.75f, 1.375f}, {0.25f, -0.25f}, {7.9375f, -0.25f}};
    float y[3][JETS_OUTPUTS];
    jets* net = NULL;
    int wrong = 0;

    if (jets_create(2, &net) != JETS_OK || jets_run(net, &x[0][0], &y[0][0], 3) != JETS_OK) {
        fprintf(stderr, "%s\n", jets_last_error());
        jets_destroy(net);
        return 1;
    }
    for (int i = 0; i < 3; ++i) {
        printf("%g %g\n", (double)y[i][0], (double)y[i][1]);
    }
    wrong += memcmp(y, expected, sizeof y) != 0;
    wrong += jets_run(net, &x[0][0], &y[0][0], 0) != JETS_OK;
    wrong += jets_run(net, NULL, &y[0][0], 1) != JETS_BAD_ARGUMENT;
    wrong += jets_run(NULL, &x[0][0], &y[0][0], 1) != JETS_BAD_ARGUMENT;
    jets_destroy(net);

    net = NULL;
    wrong += jets_create(0, &net) != JETS_FAILED || net != NULL;
    wrong += strcmp(jets_last_error(), "engine: cannot run on 0 threads") != 0;
    wrong += jets_create(1, NULL) != JETS_BAD_ARGUMENT;
    jets_destroy(NULL);
    return wrong;
}
