// A network behind a C interface: an opaque handle, error codes, and no exception that crosses it.
// 10_c_interface_main.c is the C program that links it.
#include <cstddef>
#include <cstdio>
#include <exception>
#include <new>
#include <span>

#include <widthwise.hpp>
#include <widthwise/run/engine.hpp>

#include "10_c_interface.h"

namespace ww = widthwise;

namespace {
using q8 = ww::integer<8, 4>; // units of 1/16
struct network : ww::quantize_t<ww::network<ww::input<4>, ww::linear<4, 2>>,
                                ww::by_type<ww::on<ww::op::linear, ww::data_in<q8>, ww::weight<q8>,
                                                   ww::bias<q8>, ww::data_out<q8>>>> {};
constexpr ww::parameters<network> weights{{}, {{{16, -16, 0, 8, 0, 32, -8, 4}}, {{4, -4}}}, {}};
static_assert(ww::engine<network>::input_size() == JETS_INPUTS);
static_assert(ww::engine<network>::output_size() == JETS_OUTPUTS);

thread_local char last_error[256] = "";
jets_status fail(jets_status status, char const* reason) noexcept {
    std::snprintf(last_error, sizeof last_error, "%s", reason);
    return status;
}
template <class F>
jets_status guarded(F&& f) noexcept {
    try {
        f();
        return JETS_OK;
    } catch (std::bad_alloc const&) {
        return fail(JETS_OUT_OF_MEMORY, "out of memory");
    } catch (std::exception const& e) { // ww::error: a wrong WIDTHWISE_ISA, too many threads
        return fail(JETS_FAILED, e.what());
    }
}
} // namespace

struct jets {
    ww::engine<network> engine;
};

jets_status jets_create(int threads, jets** out) {
    return out == nullptr ? fail(JETS_BAD_ARGUMENT, "out is NULL") : guarded([&] {
        *out = new jets{ww::engine<network>(weights, ww::isa::selected(), threads)};
    });
}

jets_status jets_run(jets* net, float const* x, float* y, std::size_t samples) {
    if (net == nullptr || (samples > 0 && (x == nullptr || y == nullptr))) {
        return fail(JETS_BAD_ARGUMENT, "net, x or y is NULL");
    }
    return guarded([&] {
        net->engine.run({x, samples * JETS_INPUTS}, {y, samples * JETS_OUTPUTS});
    });
}

char const* jets_last_error(void) { return last_error; }
void jets_destroy(jets* net) { delete net; }
