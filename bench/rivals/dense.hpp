// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

/// The programs that ours is compared with, behind one type. Each takes float rows and gives float
/// rows, as widthwise::engine does; quantizing the input and scaling the output is part of the job.
namespace rivals {

/// y = W x + b, then relu. Floats, and for an integer network the same numbers as raw integers:
/// x and weight in units of 2^-x_frac and 2^-w_frac, bias in units of their product.
struct layer {
    int in = 0, out = 0;
    bool relu = false;
    std::vector<float> weight, bias; ///< [out][in], [out]
    std::vector<std::int8_t> raw_weight;
    std::vector<std::int32_t> raw_bias;
    int x_frac = 0, w_frac = 0;
};

/// A chain of layers behind an optional scale * x + shift (a BatchNorm that has no layer before it
/// to be folded into), itself followed by relu.
struct network {
    std::vector<float> scale, shift;
    std::vector<std::int8_t> raw_scale;
    std::vector<std::int32_t> raw_shift;
    int x_frac = 0, scale_frac = 0;
    std::vector<layer> layers;

    int inputs() const { return layers.front().in; }
    int outputs() const { return layers.back().out; }
};

/// y[batch, outputs] = net(x[batch, inputs]).
using job = std::function<void(float const* x, float* y)>;

/// A rival at one batch size. An empty job: it is not in this build, for that reason.
struct rival {
    char const* name;
    char const* kind; ///< float or int8
    job run;
    std::string missing;
};

rival onednn_float(network const&, int batch);
rival onednn_int8(network const&, int batch);
rival xnnpack_float(network const&, int batch);
rival xnnpack_int8(network const&, int batch);
rival eigen_float(network const&, int batch);
rival xtensor_float(network const&, int batch);
rival naive_int8(network const&, int batch);

/// relu(scale * x + shift) of every row, or a copy where the network has no scale.
void scale_rows(network const&, int batch, float const* x, float* y);

/// y = relu(W * x + b) over images [channels, height, width], integers as in layer.
struct convolution {
    int in, out, height, width, kernel, stride, padding;
    std::vector<std::int8_t> raw_weight; ///< [out][in][kernel][kernel]
    std::vector<std::int32_t> raw_bias;
    int x_frac, w_frac;
    bool relu;

    int out_height() const { return (height + 2 * padding - kernel) / stride + 1; }
    int out_width() const { return (width + 2 * padding - kernel) / stride + 1; }
};

/// With the conversions from and to float rows, or on 8-bit tensors in the rival's own layouts, x
/// converted at the first call and y not written. x is unsigned.
enum class conversions { included, left_out };
rival onednn_convolution(convolution const&, int batch, conversions);
rival onednn_linear(layer const&, int batch, conversions);

} // namespace rivals
