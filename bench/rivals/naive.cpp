// SPDX-License-Identifier: Apache-2.0
//
// What one writes first: int8 tensors, three loops, int32 sums; compiled for this very machine.
// Bit for bit the network that ours runs (half even, saturating), so that it checks the
// description the other rivals are given.
#include <algorithm>
#include <cmath>
#include <memory>

#include "dense.hpp"

namespace rivals {
namespace {

std::int8_t saturate(std::int64_t v) {
    return static_cast<std::int8_t>(std::clamp<std::int64_t>(v, -128, 127));
}
/// v * 2^-drop, half to even.
std::int64_t shift_half_even(std::int64_t v, int drop) {
    if (drop <= 0) {
        return v * (std::int64_t{1} << -drop);
    }
    std::int64_t const half = std::int64_t{1} << (drop - 1);
    return (v + half - 1 + (v >> drop & 1)) >> drop;
}
std::int8_t quantize(float x, int frac) {
    return static_cast<std::int8_t>(
        std::clamp(std::nearbyint(std::ldexp(x, frac)), -128.0f, 127.0f));
}

struct naive {
    network net;
    int batch;
    std::vector<std::int8_t> now, next;

    void run(float const* x, float* y) {
        for (int s = 0; s < batch; ++s) {
            read(x + static_cast<std::ptrdiff_t>(s) * net.inputs());
            for (std::size_t l = 0; l < net.layers.size(); ++l) {
                bool const last = l + 1 == net.layers.size();
                forward(net.layers[l], last ? nullptr : &net.layers[l + 1],
                        y + static_cast<std::ptrdiff_t>(s) * net.outputs());
                std::swap(now, next);
            }
        }
    }
    void read(float const* x) {
        int const frac = net.layers.front().x_frac;
        for (int i = 0; i < net.inputs(); ++i) {
            std::size_t const at = static_cast<std::size_t>(i);
            if (net.scale.empty()) {
                now[at] = quantize(x[i], frac);
                continue;
            }
            std::int64_t const sum =
                std::int64_t{quantize(x[i], net.x_frac)} * net.raw_scale[at] + net.raw_shift[at];
            now[at] = saturate(shift_half_even(std::max<std::int64_t>(sum, 0),
                                               net.x_frac + net.scale_frac - frac));
        }
    }
    void forward(layer const& l, layer const* after, float* y) {
        for (int o = 0; o < l.out; ++o) {
            std::int32_t sum = l.raw_bias[static_cast<std::size_t>(o)];
            std::int8_t const* w = l.raw_weight.data() + static_cast<std::ptrdiff_t>(o) * l.in;
            for (int i = 0; i < l.in; ++i) {
                sum += w[i] * now[static_cast<std::size_t>(i)];
            }
            sum = l.relu ? std::max(sum, 0) : sum;
            int const frac = l.x_frac + l.w_frac;
            if (after == nullptr) {
                y[o] = std::ldexp(static_cast<float>(sum), -frac);
            } else {
                next[static_cast<std::size_t>(o)] =
                    saturate(shift_half_even(sum, frac - after->x_frac));
            }
        }
    }
};

} // namespace

void scale_rows(network const& net, int batch, float const* x, float* y) {
    std::size_t const inputs = static_cast<std::size_t>(net.inputs());
    for (std::size_t s = 0; s < static_cast<std::size_t>(batch); ++s) {
        for (std::size_t i = 0; i < inputs; ++i) {
            float const v = x[s * inputs + i];
            y[s * inputs + i] =
                net.scale.empty() ? v : std::max(v * net.scale[i] + net.shift[i], 0.0f);
        }
    }
}

rival naive_int8(network const& net, int batch) {
    int widest = net.inputs();
    for (layer const& l : net.layers) {
        widest = std::max(widest, l.out);
    }
    std::vector<std::int8_t> const room(static_cast<std::size_t>(widest));
    auto state = std::make_shared<naive>(naive{net, batch, room, room});
    return {"naive int8", "int8", [state](float const* x, float* y) { state->run(x, y); }, {}};
}

} // namespace rivals
