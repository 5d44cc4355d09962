// SPDX-License-Identifier: Apache-2.0
// Convolutions, pools and sums of random extents, strides, borders and formats: each kernel against
// plain loops over the same raw values, on every tier of this CPU.
#include <doctest/doctest.h>

#include <cstring>
#include <vector>

#include <widthwise/kernels/channelwise.hpp>
#include <widthwise/kernels/conv.hpp>
#include <widthwise/kernels/elementwise.hpp>
#include <widthwise/kernels/layout.hpp>
#include <widthwise/kernels/pool.hpp>

#include "tests/property/kernels/random.hpp"

namespace ww = widthwise;
namespace kn = widthwise::kernels;

namespace {

kernel_tests::generator random_source{std::mt19937(17)};
int draw(int lo, int hi) { return random_source.from(lo, hi); }
ww::format_row random_format(int most) {
    int const width = draw(2, most);
    return kernel_tests::any_row(random_source, width, draw(0, 5));
}

/// Room for some samples of a slot, poisoned, with guards behind it.
struct memory {
    std::vector<std::byte> bytes;
    std::size_t used = 0;
    static constexpr std::size_t guard = 4096;

    void add(kn::slot& s, std::size_t samples) {
        s.at = used + s.border;
        used += s.stride * samples;
    }
    void allocate() { bytes.assign(used + guard, std::byte{0x5a}); }
    bool guarded() const {
        for (std::size_t i = used; i < bytes.size(); ++i) {
            if (bytes[i] != std::byte{0x5a}) {
                return false;
            }
        }
        return true;
    }
};
kn::slot plain_slot(kn::cell kind, std::int32_t offset, std::size_t elements) {
    return kn::slot{kind, offset, elements, (elements + 63) / 64 * 64 * kn::bytes_of(kind), 0};
}
/// Writes element i (channels side by side) of a sample.
std::byte* element(kn::slot const& s, std::byte* arena, std::size_t sample, std::size_t i) {
    std::size_t const line = s.elements / static_cast<std::size_t>(s.lines);
    return arena + s.at + sample * s.stride + i / line * s.line_stride +
           i % line * kn::bytes_of(s.kind);
}

constexpr std::size_t samples = 2;

/// One random convolution; depthwise: its own kernel. The next layer's border is drawn too.
void check_convolution(bool depthwise) {
    kn::conv_shape c;
    c.win = ww::window{{draw(1, 3), draw(1, 4)},
                       {draw(1, 3), draw(1, 2)},
                       {draw(0, 2), draw(0, 2)},
                       {draw(1, 2), draw(1, 3)}};
    c.height = draw(1, 9);
    c.width = draw(1, 9);
    c.groups = depthwise ? draw(2, 35) : draw(0, 2) == 0 ? draw(2, 3) : 1;
    int const in_each = depthwise ? 1 : draw(1, 9), out_each = depthwise ? 1 : draw(1, 35);
    c.channels = c.groups * in_each;
    c.out_height = c.win.outputs(0, c.height);
    c.out_width = c.win.outputs(1, c.width);
    if (c.out_height < 1 || c.out_width < 1) {
        return;
    }
    c.by_taps = c.groups > 1 || (c.win.dilation[1] > 1 && c.win.kernel[1] > 1);
    int const taps = c.win.taps(), outputs = c.groups * out_each;
    int const pixels = c.out_height * c.out_width;

    kn::gemm_step whole;
    kn::matrix& m = whole.m;
    m.x = random_format(draw(0, 1) == 0 ? 8 : 12);
    m.w = random_format(8);
    m.w.sign = true;
    m.b = random_format(12);
    m.b.frac = std::min(m.b.frac, m.x.frac + m.w.frac);
    m.outputs = outputs;
    m.inputs = in_each * taps;
    m.segments = depthwise ? taps : c.segments();
    for (int i = 0; i < outputs * m.inputs; ++i) {
        m.weight.push_back(kernel_tests::any_value(random_source, m.w)); // [output, channel, tap]
    }
    for (int o = 0; o < outputs; ++o) {
        m.bias.push_back(kernel_tests::any_value(random_source, m.b));
    }
    std::vector<std::int64_t> const weight = m.weight;
    kn::channels_innermost(m.weight, outputs, in_each, taps);
    whole.after.cast_to(random_format(12));
    whole.after.relu();
    whole.after.cast_to(random_format(8));
    ww::format_row const last = whole.after.of[2].to;

    for (ww::isa::tier const tier : ww::isa::all_tiers) {
        if (!ww::isa::has(tier)) {
            continue;
        }
        kn::gemm_step g = whole;
        kn::gemm_choice choice;
        choice.depth = 4;
        choice.exact_dot8 = kn::has_exact_dot8(tier);
        choice.u8_all = kn::gemm_for<kn::dot_u8<0>, kn::end_general>(tier);
        choice.u8_deep = kn::gemm_for<kn::dot_u8<4>, kn::end_general>(tier);
        choice.u8_each = kn::gemm_for<kn::dot_u8<1>, kn::end_general>(tier);
        choice.s16 = kn::gemm_for<kn::dot_s16<8>, kn::end_general>(tier);
        if (depthwise) {
            kn::choose_channelwise_operand(g);
        } else {
            kn::choose_operand(g, choice);
        }
        std::size_t const in_size = static_cast<std::size_t>(c.channels * c.height * c.width);
        kn::slot x = plain_slot(g.in, g.offset, in_size);
        kn::frame(x, c);
        kn::slot y =
            plain_slot(last.width <= 7 ? kn::cell::u8 : kn::cell::s16, last.width <= 7 ? 64 : 0,
                       static_cast<std::size_t>(outputs * pixels));
        kn::conv_shape next; // the border the result stands in
        next.win = ww::window{{1, 1}, {1, 1}, {draw(0, 1), draw(0, 1)}, {1, 1}};
        next.channels = outputs;
        next.height = c.out_height;
        next.width = c.out_width;
        kn::frame(y, next);
        memory all;
        all.add(x, samples);
        all.add(y, samples);
        all.allocate();
        std::byte* const arena = all.bytes.data();
        kn::clear_slot(x, arena, samples);
        kn::clear_slot(y, arena, samples);
        std::vector<std::int64_t> raw;
        for (std::size_t s = 0; s < samples; ++s) {
            for (std::size_t i = 0; i < in_size; ++i) {
                raw.push_back(kernel_tests::any_value(random_source, m.x));
                kn::portable::write_cell(x.kind, x.offset, raw.back(), element(x, arena, s, i));
            }
        }
        kn::context context;
        context.arena = arena;
        context.samples = static_cast<int>(samples);
        for (int group = 0; group < (depthwise ? 1 : c.groups); ++group) {
            kn::gemm_step part = g;
            if (!depthwise) {
                part.m.outputs = out_each;
                part.m.weight.assign(g.m.weight.begin() + group * out_each * m.inputs,
                                     g.m.weight.begin() + (group + 1) * out_each * m.inputs);
                part.m.bias.assign(g.m.bias.begin() + group * out_each,
                                   g.m.bias.begin() + (group + 1) * out_each);
            }
            part.from = x;
            part.to = y;
            part.output_bytes = depthwise ? static_cast<std::ptrdiff_t>(kn::bytes_of(g.in)) : 0;
            kn::place_conv(part, c, outputs, group * in_each);
            part.to.at += static_cast<std::size_t>(group * out_each) * kn::bytes_of(y.kind);
            if (depthwise) {
                kn::pack_channelwise(part, tier);
            } else {
                kn::pack(part, choice, kn::shape_of(tier), false);
            }
            kn::settle(part);
            CHECK((part.kernel != nullptr || tier == ww::isa::tier::scalar));
            (part.kernel != nullptr ? &kn::run_gemm : &kn::portable::multiply)(&part, context);
        }
        int wrong = 0;
        for (std::size_t s = 0; s < samples; ++s) {
            for (int o = 0; o < outputs; ++o) {
                for (int pixel = 0; pixel < pixels; ++pixel) {
                    std::int64_t sum = g.m.start(o);
                    for (int k = 0; k < m.inputs; ++k) {
                        int const tap = k % taps, channel = o / out_each * in_each + k / taps;
                        int const h = c.win.position(0, pixel / c.out_width, tap / c.win.kernel[1]);
                        int const w = c.win.position(1, pixel % c.out_width, tap % c.win.kernel[1]);
                        if (h >= 0 && h < c.height && w >= 0 && w < c.width) {
                            std::size_t const at =
                                static_cast<std::size_t>((h * c.width + w) * c.channels + channel);
                            sum += weight[static_cast<std::size_t>(o * m.inputs + k)] *
                                   raw[s * in_size + at];
                        }
                    }
                    int frac = m.sum_frac();
                    ww::wide const expected = kn::portable::follow(g.after, ww::wide(sum), frac);
                    std::int64_t const got = kn::portable::read_cell(
                        y.kind, y.offset,
                        element(y, arena, s, static_cast<std::size_t>(pixel * outputs + o)));
                    wrong += got == expected.low() ? 0 : 1;
                }
            }
            // The next layer's border is still zero.
            for (std::size_t k = 0; k < y.border; k += kn::bytes_of(y.kind)) {
                std::byte const* const at = arena + y.at + s * y.stride - y.border + k;
                wrong += kn::portable::read_cell(y.kind, y.offset, at) == 0 ? 0 : 1;
            }
        }
        CAPTURE(std::string(ww::isa::name_of(tier)));
        CAPTURE(c.groups);
        CHECK(wrong == 0);
        CHECK(all.guarded());
    }
}

} // namespace

TEST_CASE("random convolutions") {
    for (int k = 0; k < 150; ++k) {
        check_convolution(false);
    }
}
TEST_CASE("random depthwise convolutions") {
    for (int k = 0; k < 100; ++k) {
        check_convolution(true);
    }
}
TEST_CASE("values move between orders and into borders") {
    for (int k = 0; k < 50; ++k) {
        int const channels = draw(1, 5), height = draw(1, 4), width = draw(1, 5);
        std::size_t const count = static_cast<std::size_t>(channels * height * width);
        kn::slot x = plain_slot(kn::cell::s16, 3, count), y = x;
        kn::conv_shape c;
        c.win = ww::window{{1, 1}, {1, 1}, {draw(0, 2), draw(0, 2)}, {1, 1}};
        c.channels = channels;
        c.height = height;
        c.width = width;
        kn::frame(y, c);
        memory all;
        all.add(x, samples);
        all.add(y, samples);
        all.allocate();
        std::byte* const arena = all.bytes.data();
        for (std::size_t s = 0; s < samples; ++s) {
            for (std::size_t i = 0; i < count; ++i) {
                kn::portable::write_cell(x.kind, x.offset, static_cast<std::int64_t>(s * count + i),
                                         element(x, arena, s, i));
            }
        }
        kn::reorder_step const step = kn::make_reorder(x, 0, y, channels);
        kn::context context;
        context.arena = arena;
        context.samples = static_cast<int>(samples);
        kn::run_reorder(&step, context);
        int wrong = 0;
        for (std::size_t s = 0; s < samples; ++s) {
            for (std::size_t i = 0; i < count; ++i) {
                std::size_t const at = kn::position(i, channels, count);
                wrong += kn::portable::read_cell(y.kind, y.offset, element(y, arena, s, at)) ==
                                 static_cast<std::int64_t>(s * count + i)
                             ? 0
                             : 1;
            }
        }
        CHECK(wrong == 0);
        CHECK(all.guarded());
    }
}
