// SPDX-License-Identifier: Apache-2.0
#include <cmath>
#include <doctest/doctest.h>

#include "tests/folder.hpp"
#include "tests/message.hpp"
#include <widthwise/io/npy.hpp>
#include <widthwise/io/xtensor.hpp>

namespace io = widthwise::io;
namespace fs = std::filesystem;
using namespace std::string_literals;
using tests::folder;
using tests::message;

namespace {

std::span<std::byte const> bytes_of(std::string_view text) {
    return std::as_bytes(std::span{text.data(), text.size()});
}

std::string little(std::size_t value, int bytes) {
    std::string out;
    for (int i = 0; i < bytes; ++i) {
        out += static_cast<char>(value >> (8 * i) & 0xff);
    }
    return out;
}

std::string npy(std::string const& header, std::string const& data, char version = 1) {
    return "\x93NUMPY"s + version + '\0' + little(header.size(), version == 1 ? 2 : 4) + header +
           data;
}

std::string dict(std::string const& descr, std::string const& shape,
                 std::string const& order = "False") {
    return "{'descr': " + descr + ", 'fortran_order': " + order + ", 'shape': " + shape + ", }\n";
}

io::tensor parse(std::string const& file) { return io::parse_npy(bytes_of(file), "a.npy", "a"); }

} // namespace

TEST_CASE("the three versions, a scalar, an empty array and an odd but legal header") {
    std::string const two = little(0x3f800000, 4) + little(0xc0000000, 4); // 1, -2
    for (char version : {'\1', '\2', '\3'}) {
        auto const read = parse(npy(dict("'<f4'", "(2, 1)"), two, version));
        CHECK(read.shape == std::vector<std::size_t>{2, 1});
        CHECK(read.floats() == std::vector{1.f, -2.f});
        CHECK(read.integers() == std::vector<std::int64_t>{1, -2});
    }
    CHECK(parse(npy(dict("'<f4'", "()"), two.substr(0, 4))).floats() == std::vector{1.f});
    CHECK(parse(npy(dict("'<f4'", "(0, 3)"), "")).floats().empty());
    CHECK(parse(npy(dict("'<f4'", "(99999999999, 0, 99999999999)"), "")).floats().empty());
    CHECK(parse(npy("{\"shape\":(2,),\"descr\":\"<f4\",\"fortran_order\":False}", two)).floats() ==
          std::vector{1.f, -2.f});
}

TEST_CASE("every element type has its own values") {
    struct row {
        char const* descr;
        std::string data;
        std::int64_t value;
    };
    for (auto const& [descr, data, value] :
         {row{"'|i1'", "\x80", -128}, row{"'<i2'", little(0x8000, 2), -32768},
          row{"'<i4'", little(0xfffffffe, 4), -2}, row{"'<i8'", little(1ull << 63, 8), INT64_MIN},
          row{"'|u1'", "\xff", 255}, row{"'<u2'", little(0xffff, 2), 65535},
          row{"'<u4'", little(0xffffffff, 4), 4294967295},
          row{"'<u8'", little(INT64_MAX, 8), INT64_MAX}, row{"'|b1'", "\1", 1},
          row{"'<f2'", little(0xc500, 2), -5}, row{"'<f4'", little(0x40a00000, 4), 5},
          row{"'<f8'", little(0x4014000000000000, 8), 5}}) {
        char const* const named = descr; // clang 14 captures no structured binding
        CAPTURE(named);
        CHECK(parse(npy(dict(descr, "()"), data)).integers() == std::vector{value});
    }
}

TEST_CASE("16-bit floats become the floats they are") {
    using io::bfloat, io::half, io::to_float;
    CHECK(to_float(half{0x0001}) == 0x1p-24f);
    CHECK(to_float(half{0x83ff}) == -0x3ffp-24f);
    CHECK(to_float(half{0x0400}) == 0x1p-14f);
    CHECK(to_float(half{0x7bff}) == 65504.f);
    CHECK(to_float(half{0xfc00}) == -HUGE_VALF);
    CHECK(std::isnan(to_float(half{0x7e01})));
    CHECK(std::signbit(to_float(half{0x8000})));
    CHECK(to_float(bfloat{0xbf80}) == -1.f);
    CHECK(std::isnan(to_float(bfloat{0x7fc0})));
}

TEST_CASE("a malformed file is one error that names file, tensor and reason") {
    std::string const four(4, '\0');
    struct row {
        std::string file;
        char const* reason;
    };
    row const rows[] = {
        {"", "is truncated in its magic"},
        {"\x93NUM", "is truncated in its magic"},
        {"PK\3\4 a zip file", "is not a .npy file"},
        {"\x93NUMPY\1", "is truncated before its header"},
        {"\x93NUMPY\1\0\x76"s, "is truncated before its header"},
        {"\x93NUMPY\2\0\x76\0\0"s, "is truncated before its header"},
        {npy(dict("'<f4'", "()"), four, 4), "has unknown format version 4.0"},
        {"\x93NUMPY\1\1\0\0"s, "has unknown format version 1.1"},
        {"\x93NUMPY\1\0\xff\xff{'descr"s, "is truncated: the header claims 65535 bytes, 7 follow"},
        {"\x93NUMPY\2\0\xff\xff\xff\xff{'descr"s,
         "is truncated: the header claims 4294967295 bytes, 7 follow"},
        {npy(dict("'<f4'", "(3, 4)"), four),
         "is truncated: shape (3, 4) of 4-byte elements does not fit the 4 bytes after the header"},
        {npy(dict("'<f4'", "(1,)"), "abc"),
         "is truncated: shape (1,) of 4-byte elements does not fit the 3 bytes after the header"},
        {npy(dict("'<f4'", "()"), four + "x"), "has 1 trailing bytes"},
        {npy(dict("'<f4'", "(0,)"), four), "has 4 trailing bytes"},
        {npy(dict("'<f4'", "(4611686018427387905,)"), four),
         "is truncated: shape (4611686018427387905,) of 4-byte elements does not fit the 4 bytes "
         "after the header"},
        {npy(dict("'<f4'", "(4294967296, 4294967296)"), four),
         "is truncated: shape (4294967296, 4294967296) of 4-byte elements does not fit the 4 bytes "
         "after the header"},
        {npy(dict("'<f4'", "(18446744073709551616,)"), four),
         "shape has an extent or a rank that is too large"},
        {npy(dict("'<f4'", "(1" + std::string(200, ',') + ")"), four),
         "header is malformed: shape is no tuple of extents"},
        {npy(dict("'<f4'",
                  [] {
                      std::string shape = "(";
                      for (int i = 0; i < 65; ++i) {
                          shape += "1,";
                      }
                      return shape + ")";
                  }()),
             four),
         "shape has an extent or a rank that is too large"},
        {npy(dict("'<f4'", "(1)"), four), "header is malformed: shape is no tuple of extents"},
        {npy(dict("'<f4'", "(-1,)"), four), "header is malformed: shape is no tuple of extents"},
        {npy(dict("'<f4'", "(1 1)"), four), "header is malformed: shape is no tuple of extents"},
        {npy(dict("'<f4'", "(,)"), four), "header is malformed: shape is no tuple of extents"},
        {npy(dict("'<f4'", "(1.0,)"), four), "header is malformed: shape is no tuple of extents"},
        {npy(dict("'<f4'", "[1]"), four), "header is malformed: no '(' where one must be"},
        {npy(dict("'<f4'", "(1,)", "True"), four),
         "is in Fortran order; save numpy.ascontiguousarray of it"},
        {npy(dict("'<f4'", "(1,)", "0"), four),
         "header is malformed: fortran_order is neither True nor False"},
        {npy(dict("'>f4'", "(1,)"), four), "is big-endian: dtype '>f4'"},
        {npy(dict("'|O'", "(1,)"), four), "has object dtype '|O': it would have to be unpickled"},
        {npy(dict("[('x', '<f4')]", "(1,)"), four), "has a structured dtype"},
        {npy(dict("'<c8'", "(1,)"), four), "has unsupported dtype '<c8'"},
        {npy(dict("'<U1'", "(1,)"), four), "has unsupported dtype '<U1'"},
        {npy(dict("'|f4'", "(1,)"), four), "has unsupported dtype '|f4'"},
        {npy(dict("'<-'", "(1,)"), four), "has unsupported dtype '<-'"},
        {npy(dict("'<'", "(1,)"), four), "has unsupported dtype '<'"},
        {npy(dict("''", "(1,)"), four), "has unsupported dtype ''"},
        {npy(dict("'<f4", "(1,)"), four), "has unsupported dtype '<f4, '"},
        {npy(dict("4", "(1,)"), four), "header is malformed: no text where one must be"},
        {npy(dict("'|b1'", "(1,)"), "\2"), "has a bool that is neither 0 nor 1"},
        {npy("", four), "header is malformed: no '{' where one must be"},
        {npy("{}", four), "header is not one dictionary of descr, fortran_order and shape"},
        {npy("{'descr': '<f4', 'shape': ()}", four),
         "header is not one dictionary of descr, fortran_order and shape"},
        {npy(dict("'<f4'", "()") + "{}", four),
         "header is not one dictionary of descr, fortran_order and shape"},
        {npy(dict("'<f4'", "()") + '\0', four),
         "header is not one dictionary of descr, fortran_order and shape"},
        {npy("{'descr': '<f4', 'descr': '<f4'}", four),
         "header has an unknown or repeated key 'descr'"},
        {npy("{'a\nb': 1}", four), "header has an unknown or repeated key 'a?b'"},
        {npy("{'descr': '<f4'", four), "header is malformed: no '}' where one must be"},
    };
    folder const temporary;
    int number = 0;
    for (auto const& [file, reason] : rows) {
        auto const path = temporary.path / ("bad" + std::to_string(number++) + ".npy");
        std::ofstream(path, std::ios::binary) << file;
        CHECK(message([&] { io::read_npy(path); }) ==
              path.string() + ": tensor '" + path.stem().string() + "': " + reason);
    }
}

TEST_CASE("every prefix of a good file is truncated, every longer one has a tail") {
    std::string const good = npy(dict("'<i2'", "(3,)"), "abcdef");
    CHECK(parse(good).shape == std::vector<std::size_t>{3});
    for (std::size_t size = 0; size < good.size(); ++size) {
        CHECK(message([&] { parse(good.substr(0, size)); }).find("truncated") != std::string::npos);
    }
    CHECK(message([&] { parse(good + '\0'); }) == "a.npy: tensor 'a': has 1 trailing bytes");
}

TEST_CASE("a path that is no file") {
    folder const temporary;
    auto const text = temporary.path.string();
    CHECK(message([&] { io::read_npy(temporary.path / "none.npy"); }) ==
          text + "/none.npy: no such file");
    CHECK(message([&] { io::read_npy(temporary.path); }) == text + ": is a directory");
    CHECK(message([&] { io::read_npy("/dev/null"); }) == "/dev/null: is not a readable file");
    CHECK(message([&] {
              io::write_npy<float>(temporary.path / "no" / "a.npy", {}, std::array{1.f});
          }) == text + "/no/a.npy: cannot be written");
}

TEST_CASE("what is written reads back, and its header is NumPy's") {
    folder const temporary;
    auto const path = temporary.path / "w.npy";
    io::write_npy<float>(path, {2, 3}, std::array{1.f, 2.f, 3.f, 4.f, 5.f, -0.5f});
    auto const bytes = io::read_bytes(path);
    std::string const text(reinterpret_cast<char const*>(bytes.data()), bytes.size());
    CHECK(text.substr(0, 128) == "\x93NUMPY\x01\x00\x76\x00"s +
                                     "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }" +
                                     std::string(58, ' ') + "\n");
    CHECK(io::read_npy(path).floats() == std::vector{1.f, 2.f, 3.f, 4.f, 5.f, -0.5f});
    io::write_npy<bool>(path, {}, std::array{true});
    CHECK(io::read_npy(path).type == io::dtype::boolean);
    CHECK(io::read_npy(path).shape.empty());
    io::write_npy<std::int64_t>(path, {1}, std::array{std::int64_t{-7}});
    CHECK(io::read_npy(path).integers() == std::vector<std::int64_t>{-7});
    io::write_npy<std::uint8_t>(path, {1, 1}, std::array{std::uint8_t{200}});
    CHECK(io::read_npy(path).integers() == std::vector<std::int64_t>{200});
    CHECK(message([&] { io::write_npy<float>(path, {2}, std::array{1.f}); }) ==
          path.string() + ": shape (2,) against 1 values");
    CHECK(io::read_npy(path).integers() == std::vector<std::int64_t>{200}); // still the old file
    CHECK(std::distance(fs::directory_iterator(temporary.path), {}) == 1);
}

TEST_CASE("a value the target type cannot hold is an error, never another value") {
    auto const one = [](char const* descr, std::uint64_t bits, int bytes) {
        return parse(npy(dict(descr, "(1,)"), little(bits, bytes)));
    };
    CHECK(message([&] { one("'<i4'", 16777217, 4).floats(); }) ==
          "a.npy: tensor 'a': element 0 is 16777217, no float32");
    CHECK(one("'<i4'", 16777216, 4).floats() == std::vector{16777216.f});
    CHECK(one("'<i8'", 1ull << 63, 8).floats() == std::vector{-0x1p63f});
    CHECK(one("'<u8'", 0xffffff0000000000, 8).floats() == std::vector{0x1.fffffep63f});
    CHECK_THROWS_AS(one("'<u8'", UINT64_MAX, 8).floats(), widthwise::error);
    CHECK_THROWS_AS(one("'<u8'", 1ull << 63, 8).integers(), widthwise::error);
    CHECK(one("'<f8'", 0x3fb999999999999a, 8).floats() == std::vector{0.1f});
    CHECK_THROWS_AS(one("'<f8'", 0x47efffffffffffff, 8).floats(), widthwise::error); // > FLT_MAX
    CHECK(one("'<f8'", 0x7ff0000000000000, 8).floats() == std::vector{HUGE_VALF});
    CHECK_THROWS_AS(one("'<f4'", 0x3f000000, 4).integers(), widthwise::error); // 0.5
    CHECK_THROWS_AS(one("'<f4'", 0x7fc00000, 4).integers(), widthwise::error); // NaN
    CHECK_THROWS_AS(one("'<f4'", 0x5f000000, 4).integers(), widthwise::error); // 2^63
    CHECK(one("'<f4'", 0xdf000000, 4).integers() == std::vector<std::int64_t>{INT64_MIN});
}

TEST_CASE("require_finite names the first bad element") {
    auto const bad = [](std::size_t bits) {
        return parse(npy(dict("'<f4'", "(2,)"), little(0, 4) + little(bits, 4)));
    };
    CHECK_NOTHROW(bad(0x7f7fffff).require_finite());
    CHECK(message([&] { bad(0x7fc00000).require_finite(); }) ==
          "a.npy: tensor 'a': element 1 is nan");
    CHECK(message([&] { bad(0xff800000).require_finite(); }) ==
          "a.npy: tensor 'a': element 1 is -inf");
}

TEST_CASE("a tensor made by hand is checked against its bytes") {
    io::tensor const bad{"w", {3}, io::dtype::f32, std::vector<std::byte>(8), "f"};
    CHECK(message([&] { bad.floats(); }) == "f: tensor 'w': shape (3,) against 8 bytes");
    CHECK_THROWS_AS(bad.require_finite(), widthwise::error);
}

TEST_CASE("xtensor arrays and tensors are the same values in the same order") {
    xt::xarray<float> const values{{1.f, 2.f, 3.f}, {4.f, 5.f, 6.f}};
    io::tensor const as_tensor = io::from_xarray(values, "w");
    CHECK(as_tensor.name == "w");
    CHECK(as_tensor.shape == std::vector<std::size_t>{2, 3});
    CHECK(as_tensor.floats() == std::vector{1.f, 2.f, 3.f, 4.f, 5.f, 6.f});
    CHECK(io::to_xarray(as_tensor) == values);
    CHECK(io::to_xarray(parse(npy(dict("'<f4'", "()"), little(0x3f800000, 4))))() == 1.f);
}
