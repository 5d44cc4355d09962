// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <cmath>
#include <cstring>
#include <limits>
#include <string>

#include <widthwise/core/config.hpp>
#include <widthwise/io/folder.hpp>
#include <widthwise/io/parameters.hpp>
#include <widthwise/layers.hpp>

namespace ww = widthwise;
namespace io = widthwise::io;

namespace {

WIDTHWISE_NAME(fc);
struct net
    : ww::network<ww::input<2>, ww::batch_norm1d<2>, ww::relu, ww::node<fc, ww::linear<2, 3>>> {};

template <class T>
io::tensor tensor_of(io::dtype type, std::vector<std::size_t> shape, std::vector<T> const& values) {
    io::tensor t{"", std::move(shape), type, std::vector<std::byte>(values.size() * sizeof(T)), ""};
    std::memcpy(t.bytes.data(), values.data(), t.bytes.size());
    return t;
}
io::tensor floats(std::vector<std::size_t> shape, std::vector<float> const& values) {
    return tensor_of(io::dtype::f32, std::move(shape), values);
}
/// As read from a file: each tensor knows its name.
io::state_dict named(io::state_dict all) {
    for (auto& [name, t] : all) {
        t.name = name;
    }
    return all;
}
io::state_dict good() {
    return named({{"seq_blocks.0.weight", floats({2}, {1, 2})},
                  {"seq_blocks.0.bias", floats({2}, {3, 4})},
                  {"seq_blocks.0.running_mean", floats({2}, {5, 6})},
                  {"seq_blocks.0.running_var", floats({2}, {7, 8})},
                  {"fc.weight", floats({3, 2}, {1, 2, 3, 4, 5, 6})},
                  {"fc.bias", floats({3}, {-1, -2, -3})}});
}
io::state_dict with(char const* name, io::tensor t) {
    auto all = good();
    all[name] = std::move(t);
    return named(std::move(all));
}
std::string message(io::state_dict const& from) {
    try {
        io::load_parameters<net>(from, "file");
    } catch (ww::error const& e) {
        return e.what();
    }
    return "no error";
}
float const not_a_number = std::numeric_limits<float>::quiet_NaN();
float const infinity = std::numeric_limits<float>::infinity();

} // namespace

TEST_CASE("each tensor stands in its node's place, in torch's order [out, in]") {
    auto const p = io::load_parameters<net>(good());
    CHECK(ww::get<1>(p).weight(1) == 2);
    CHECK(ww::get<1>(p).bias(0) == 3);
    CHECK(ww::get<1>(p).running_mean(1) == 6);
    CHECK(ww::get<1>(p).running_var(0) == 7);
    CHECK(ww::get<3>(p).weight(2, 0) == 5);
    CHECK(ww::get<3>(p).weight(0, 1) == 2);
    CHECK(ww::get<3>(p).bias(2) == -3);
}

TEST_CASE("what the network does not ask for is left alone, whatever it holds") {
    auto all = good();
    all["seq_blocks.0.num_batches_tracked"] =
        tensor_of<std::int64_t>(io::dtype::i64, {}, {std::int64_t{1} << 60});
    all["x"] = floats({1}, {not_a_number});
    CHECK(message(named(std::move(all))) == "no error");
}

TEST_CASE("a node's own name is a name too; the dotted one comes first") {
    auto all = good();
    auto const undotted = [&](std::string const& parameter) {
        all["seq_blocks_0." + parameter] = all.at("seq_blocks.0." + parameter);
        all.erase("seq_blocks.0." + parameter);
    };
    undotted("weight");
    undotted("running_var");
    CHECK(ww::get<1>(io::load_parameters<net>(all)).weight(1) == 2);
    CHECK(ww::get<1>(io::load_parameters<net>(all)).running_var(1) == 8);
    all["seq_blocks.0.weight"] = floats({2}, {30, 40});
    CHECK(ww::get<1>(io::load_parameters<net>(all)).weight(1) == 40);
}

TEST_CASE("a missing tensor is named with the node that needs it") {
    auto all = good();
    all.erase("seq_blocks.0.running_mean");
    CHECK(message(all) == "file: tensor 'seq_blocks.0.running_mean': is missing (node seq_blocks_0 "
                          "needs it)");
    CHECK(message({}) ==
          "file: tensor 'seq_blocks.0.weight': is missing (node seq_blocks_0 needs it)");
}

TEST_CASE("a wrong shape is named with the right one, also with the right number of elements") {
    CHECK(message(with("fc.weight", floats({2, 3}, {1, 2, 3, 4, 5, 6}))) ==
          "tensor 'fc.weight': has shape (2, 3), node fc needs (3, 2)");
    CHECK(message(with("fc.weight", floats({6}, {1, 2, 3, 4, 5, 6}))) ==
          "tensor 'fc.weight': has shape (6,), node fc needs (3, 2)");
    CHECK(message(with("fc.bias", floats({3, 1}, {1, 2, 3}))) ==
          "tensor 'fc.bias': has shape (3, 1), node fc needs (3,)");
}

TEST_CASE("numbers that are none, and integers, are refused") {
    CHECK(message(with("fc.bias", floats({3}, {1, not_a_number, 3}))) ==
          "tensor 'fc.bias': element 1 is nan");
    CHECK(message(with("fc.bias", floats({3}, {1, 2, -infinity}))) ==
          "tensor 'fc.bias': element 2 is -inf");
    CHECK(message(with("fc.bias", tensor_of<std::int32_t>(io::dtype::i32, {3}, {1, 2, 3}))) ==
          "tensor 'fc.bias': has an integer dtype, node fc needs floats");
    CHECK(message(with("fc.bias", tensor_of<std::uint8_t>(io::dtype::boolean, {3}, {1, 0, 1}))) ==
          "tensor 'fc.bias': has an integer dtype, node fc needs floats");
    CHECK(message(with("fc.bias", tensor_of<double>(io::dtype::f64, {3}, {1, 1e39, 3}))) !=
          "no error");
}

TEST_CASE("other floats are converted: f64 rounded, f16 and bf16 as they are") {
    auto p = io::load_parameters<net>(
        with("fc.bias", tensor_of<double>(io::dtype::f64, {3}, {0.1, -2, 1e-300})));
    CHECK(ww::get<3>(p).bias(0) == 0.1f);
    CHECK(ww::get<3>(p).bias(2) == 0);
    p = io::load_parameters<net>(
        with("fc.bias", tensor_of<std::uint16_t>(io::dtype::f16, {3}, {0x3c00, 0xc000, 0x3555})));
    CHECK(ww::get<3>(p).bias(1) == -2);
    p = io::load_parameters<net>(
        with("fc.bias", tensor_of<std::uint16_t>(io::dtype::bf16, {3}, {0x3f80, 0xc040, 0})));
    CHECK(ww::get<3>(p).bias(1) == -3);
}

TEST_CASE("nothing is half-loaded: parameters that were there stay as they are") {
    auto p = io::load_parameters<net>(good());
    auto bad = with("seq_blocks.0.weight", floats({2}, {100, 200}));
    bad.erase("fc.bias"); // the last one
    CHECK_THROWS_AS(p = io::load_parameters<net>(bad), ww::error);
    CHECK(ww::get<1>(p).weight(0) == 1);
}

TEST_CASE("there and back: torch's names and shapes, the same bits, with Lightning's prefix too") {
    auto from = io::load_parameters<net>(good());
    ww::get<3>(from).weight(0, 0) = -0.0f;
    ww::get<3>(from).weight(0, 1) = std::numeric_limits<float>::denorm_min();
    io::state_dict const written = io::to_state_dict(from);
    CHECK(written.size() == 6);
    CHECK(written.at("seq_blocks.0.running_var").shape == std::vector<std::size_t>{2});
    io::state_dict lightning;
    for (auto const& [name, t] : written) {
        CHECK(t.name == name);
        lightning["model." + name] = t;
    }
    for (io::state_dict const& all : {written, io::strip_lightning(lightning)}) {
        auto const back = io::load_parameters<net>(all);
        CHECK(std::signbit(ww::get<3>(back).weight(0, 0)));
        CHECK(ww::get<3>(back).weight(0, 1) == std::numeric_limits<float>::denorm_min());
        CHECK(ww::get<3>(back).weight(2, 1) == 6);
        CHECK(ww::get<1>(back).running_var(1) == 8);
    }
}
