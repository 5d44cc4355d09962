// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <filesystem>
#include <string>
#include <vector>

#include <xtensor/xtensor.hpp>
#include <xtensor/xview.hpp>

#include "tests/folder.hpp"
#include "tests/message.hpp"
#include <widthwise/io/engine_xtensor.hpp>
#include <widthwise/layers.hpp>
#include <widthwise/passes/quantize.hpp>
#include <widthwise/run/engine.hpp>

namespace ww = widthwise;
namespace io = widthwise::io;
namespace fs = std::filesystem;
using tests::message;

namespace {
using q = ww::integer<8, 4>;
struct small
    : ww::quantize_t<
          ww::network<ww::input<3>, ww::linear<3, 2>>,
          ww::by_type<ww::on<ww::op::linear, ww::data_in<q>, ww::weight<q>, ww::bias<q>>>> {};
struct image : ww::network<ww::input<2, 2, 2>, ww::relu> {};
WIDTHWISE_NAME(a);
WIDTHWISE_NAME(b);
WIDTHWISE_NAME(sum);
WIDTHWISE_NAME(both);
struct two : ww::network<ww::node<a, ww::input<2>>, ww::node<b, ww::input<2>>,
                         ww::node<sum, ww::add, a, b>, ww::node<both, ww::output, sum, b>> {};

constexpr ww::parameters<small> weights{{}, {{{16, 0, -8, 4, 32, 0}}, {{8, 0}}}, {}};

struct folder : tests::folder {
    fs::path operator/(char const* name) const { return path / name; }
    std::size_t files() const {
        return static_cast<std::size_t>(
            std::distance(fs::directory_iterator(path), fs::directory_iterator()));
    }
};
} // namespace

TEST_CASE("an .npy file in, an .npy file out: the network's shapes, the executor's values") {
    folder const here;
    std::vector<float> const x{1, 2, 4, -0.5f, 100, 0.25f};
    io::write_npy<float>(here / "x.npy", {2, 3}, x);
    ww::engine<small> engine(weights);
    ww::executor<small> executor(weights);
    io::run_npy(engine, here / "x.npy", here / "y.npy");
    io::run_npy(executor, here / "x.npy", here / "z.npy");
    io::tensor const y = io::read_npy(here / "y.npy");
    CHECK(y.shape == std::vector<std::size_t>{2, 2});
    CHECK(y.type == io::dtype::f32);
    // 0.5 + 1 - 4 / 2, 1 / 4 + 2 * 2; 0.5 - 0.5 - 0.25 / 2, -0.5 / 4 + 2 * 127 / 16
    CHECK(y.floats() == std::vector<float>{-0.5f, 4.25f, -0.125f, 15.75f});
    CHECK(io::read_npy(here / "z.npy").floats() == y.floats());
    CHECK(here.files() == 3); // nothing else is left behind

    io::run_npy(engine, here / "x.npy", here / "y.npy"); // replaced
    io::write_npy<std::int16_t>(here / "x.npy", {1, 3}, std::vector<std::int16_t>{1, 2, 4});
    io::run_npy(engine, here / "x.npy", here / "x.npy"); // in place, and another dtype
    CHECK(io::read_npy(here / "x.npy").floats() == std::vector<float>{-0.5f, 4.25f});
}

TEST_CASE("no samples are an array of no samples") {
    folder const here;
    io::write_npy<float>(here / "x.npy", {0, 3}, {});
    ww::engine<small> engine(weights);
    io::run_npy(engine, here / "x.npy", here / "y.npy");
    CHECK(io::read_npy(here / "y.npy").shape == std::vector<std::size_t>{0, 2});
}

TEST_CASE("images keep their extents; several inputs and heads stand side by side") {
    CHECK(io::input_shape<image>(7) == std::vector<std::size_t>{7, 2, 2, 2});
    CHECK(io::output_shape<image>(7) == std::vector<std::size_t>{7, 2, 2, 2});
    CHECK(io::input_shape<two>(7) == std::vector<std::size_t>{7, 4});
    CHECK(io::output_shape<two>(7) == std::vector<std::size_t>{7, 4});
    ww::engine<image> engine(ww::parameters<image>{});
    xt::xarray<float> x = xt::xarray<float>::from_shape({1, 2, 2, 2});
    x.fill(-1);
    x(0, 1, 0, 1) = 3;
    xt::xarray<float> const y = io::run(engine, x);
    CHECK(y.shape() == x.shape());
    CHECK(y(0, 1, 0, 1) == 3);
    CHECK(y(0, 0, 0, 0) == 0);
    ww::engine<two> sums(ww::parameters<two>{});
    xt::xarray<float> const z = io::run(sums, xt::xarray<float>{{1, 2, 3, 4}});
    CHECK(z == xt::xarray<float>{{4, 6, 3, 4}});
}

TEST_CASE("xtensor's arrays, tensors, views, column-major arrays and expressions") {
    ww::engine<small> engine(weights);
    xt::xtensor<float, 2> const x{{1, 2, 4}, {-0.5f, 100, 0.25f}};
    xt::xarray<float> const expected{{-0.5f, 4.25f}, {-0.125f, 15.75f}};
    CHECK(io::run(engine, x) == expected);
    CHECK(io::run(engine, xt::xarray<float>(x)) == expected);
    xt::xarray<float, xt::layout_type::column_major> const columns = x;
    CHECK(io::run(engine, columns) == expected);
    CHECK(io::run(engine, x * 1.0f) == expected);
    xt::xarray<float> const second = io::run(engine, xt::view(x, xt::range(1, 2), xt::all()));
    CHECK(second == xt::xarray<float>{{-0.125f, 15.75f}});
    xt::xtensor<float, 2> const wide{{9, 1, 2, 4}, {9, -0.5f, 100, 0.25f}};
    CHECK(io::run(engine, xt::view(wide, xt::all(), xt::range(1, 4))) == expected);
    xt::xarray<float> const none = xt::xarray<float>::from_shape({0, 3});
    CHECK(io::run(engine, none).shape()[1] == 2);
    ww::executor<small> executor(weights);
    CHECK(io::run(executor, x) == expected);
}

TEST_CASE("what does not fit is one error with file and shapes, and nothing is written") {
    folder const here;
    ww::engine<small> engine(weights);
    auto const run = [&] { io::run_npy(engine, here / "x.npy", here / "y.npy"); };
    std::string const x = (here / "x.npy").string();
    CHECK(message(run) == x + ": no such file");
    struct row {
        std::vector<std::size_t> shape;
        char const* text;
    };
    for (row const& r : {row{{2, 4}, "(2, 4)"}, row{{3}, "(3,)"}, row{{}, "()"},
                         row{{2, 3, 1}, "(2, 3, 1)"}, row{{0}, "(0,)"}}) {
        std::vector<float> const values(*io::element_count(r.shape));
        io::write_npy<float>(here / "x.npy", r.shape, values);
        CHECK(message(run) ==
              x + ": tensor 'x': has shape " + r.text + ", the network reads (n, 3)");
    }
    io::write_npy<double>(here / "x.npy", {1, 3}, std::vector<double>{1, 1e300, 2});
    CHECK(message(run).find("element 1 is 1") != std::string::npos);
    CHECK_FALSE(fs::exists(here / "y.npy"));
    CHECK(here.files() == 1);

    io::write_npy<float>(here / "x.npy", {1, 3}, std::vector<float>(3));
    CHECK(message([&] { io::run_npy(engine, here / "x.npy", here / "none" / "y.npy"); }) ==
          (here / "none" / "y.npy").string() + ": cannot be written");
    CHECK(message([&] {
              io::run(engine, xt::xarray<float>{{1, 2}});
          }) == "tensor 'x': has shape (1, 2), the network reads (n, 3)");
    ww::engine<image> images(ww::parameters<image>{});
    CHECK(message([&] {
              io::run(images, xt::xarray<float>{{1, 2}});
          }) == "tensor 'x': has shape (1, 2), the network reads (n, 2, 2, 2)");
}
