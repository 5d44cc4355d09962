// SPDX-License-Identifier: Apache-2.0
//
// Larger layers against oneDNN, 8 bits: unsigned activations (what a relu leaves, and oneDNN's
// fastest source type), relu behind. ResNet-8 of MLPerf Tiny: its convolutions by shape.
#include <utility>

#include <widthwise/layers.hpp>

#include "../networks/describe.hpp"
#include "sweep.hpp"

namespace {

namespace ww = widthwise;
using data = ww::ufixed<8, 4>;
using weight = ww::integer<8, 7>;

template <class Net>
void fill(bench::group& g, std::string const& name, int batch) {
    using A = ww::arithmetic_of<Net, 1>;
    constexpr ww::layer_row const& row = *ww::rows_of<Net>()[1].layer;
    constexpr ww::shape const& in = ww::facts_of<Net>().out[0];
    bench::contender what;
    what.name = name + "/int8/b" + std::to_string(batch);
    what.kind = "int8";
    what.peak = "int8";
    what.macs = static_cast<double>(ww::macs<Net>(ww::batch{1}));
    auto const p = std::make_unique<ww::parameters<Net>>();
    auto& own = ww::get<1>(*p);
    bench::random_source draw(7);
    // Normal weights of 32 units: sums of byte pairs stay below the 2^15 at which oneDNN's kernels
    // for CPUs without VNNI saturate.
    for (auto& w : own.weight) {
        w = static_cast<std::int8_t>(std::clamp(10 * draw.normal(), -63.0, 63.0));
    }
    bench::fill_format<typename A::b_format>(own.bias, draw);
    auto const x =
        bench::normal_rows(static_cast<std::size_t>(batch) * ww::engine<Net>::input_size(), 3, 8);
    bench::add_ours<Net>(g, what, *p, x, 0, 1);

    auto const expected = bench::reference<Net>(*p, *x, 1);
    auto const add = [&](rivals::rival r, bool check) {
        bench::contender rival;
        rival.name = r.name;
        rival.kind = r.kind;
        rival.rival = true;
        if (!r.run) {
            g.skip(rival, r.missing);
            return;
        }
        std::vector<float> y(static_cast<std::size_t>(batch) * ww::engine<Net>::output_size());
        r.run(x->data(), y.data());
        if (check) {
            bench::compare(r.name, y, expected, 1e-5);
        }
        g.rival(r.name, r.kind, batch, [run = std::move(r.run), x, y = std::move(y)]() mutable {
            run(x->data(), y.data());
        });
    };
    std::vector<std::int8_t> raw_weight;
    std::vector<std::int32_t> raw_bias;
    bench::detail::copy_raw<typename A::w_format>(own.weight, raw_weight, A::w_format::frac);
    bench::detail::copy_raw<typename A::b_format>(own.bias, raw_bias,
                                                  A::x_format::frac + A::w_format::frac);
    for (auto how : {rivals::conversions::included, rivals::conversions::left_out}) {
        bool const check = how == rivals::conversions::included;
        if constexpr (row.op == ww::op_id<ww::op::linear>) {
            rivals::layer l;
            l.in = row.attr[0];
            l.out = row.attr[1];
            l.relu = true;
            l.raw_weight = raw_weight;
            l.raw_bias = raw_bias;
            l.x_frac = A::x_format::frac;
            l.w_frac = A::w_format::frac;
            add(rivals::onednn_linear(l, batch, how), check);
        } else {
            ww::window const w = ww::window_of(row);
            add(rivals::onednn_convolution({row.attr[0], row.attr[1], in.dim[1], in.dim[2],
                                            w.kernel[0], w.stride[0], w.padding[0], raw_weight,
                                            raw_bias, A::x_format::frac, A::w_format::frac, true},
                                           batch, how),
                check);
        }
    }
}

template <class Float>
struct in_bytes : bench::one_layer<Float, data, weight> {};
template <class Float>
void list(std::string const& name) {
    for (int batch : {1, 64}) {
        bench::add_group("layer/" + name + "/b" + std::to_string(batch), [=](bench::group& g) {
            fill<in_bytes<Float>>(g, "layer/" + name, batch);
        });
    }
}

template <int In, int Out, int Size, int Kernel, int Stride>
struct convolution
    : ww::network<ww::input<In, Size, Size>,
                  ww::conv2d<In, Out, ww::pair<Kernel>, ww::pair<Stride>, ww::pair<Kernel / 2>>,
                  ww::relu> {};
struct linear : ww::network<ww::input<1024>, ww::linear<1024, 1024>, ww::relu> {};

} // namespace

void bench::list_groups() {
    list<linear>("linear-1024x1024");
    list<convolution<3, 16, 32, 3, 1>>("resnet8-3-16-32x32");
    list<convolution<16, 16, 32, 3, 1>>("resnet8-16-16-32x32");
    list<convolution<16, 32, 32, 3, 2>>("resnet8-16-32-32x32-stride2");
    list<convolution<16, 32, 32, 1, 2>>("resnet8-16-32-32x32-1x1-stride2");
    list<convolution<32, 32, 16, 3, 1>>("resnet8-32-32-16x16");
    list<convolution<32, 64, 16, 3, 2>>("resnet8-32-64-16x16-stride2");
    list<convolution<32, 64, 16, 1, 2>>("resnet8-32-64-16x16-1x1-stride2");
    list<convolution<64, 64, 8, 3, 1>>("resnet8-64-64-8x8");
}
