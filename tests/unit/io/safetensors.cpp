// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "tests/folder.hpp"
#include "tests/message.hpp"
#include <widthwise/io/safetensors.hpp>

namespace io = widthwise::io;
namespace fs = std::filesystem;
using namespace std::string_literals;
using tests::folder;
using tests::message;

namespace {

std::string length(std::uint64_t value) {
    return {reinterpret_cast<char const*>(&value), sizeof value};
}
std::string file(std::string const& header, std::string const& data = {}) {
    return length(header.size()) + header + data;
}
std::string entry(std::string const& name, std::string const& type, std::string const& shape,
                  std::string const& offsets) {
    return "\"" + name + R"(":{"dtype":")" + type + R"(","shape":)" + shape +
           R"(,"data_offsets":)" + offsets + "}";
}
io::state_dict parse(std::string const& text) {
    return io::parse_safetensors(std::as_bytes(std::span{text.data(), text.size()}), "m");
}
} // namespace

TEST_CASE("tensors, metadata, scalars, empty tensors, padding and names in any script") {
    auto const read = parse(file("{\"__metadata__\":{\"format\":\"pt\"}," +
                                     entry("fc.weight", "F32", "[1,2]", "[0,8]") + "," +
                                     entry("\u00e9\u4e2d", "I8", "[]", "[8,9]") + "," +
                                     entry("none", "F64", "[0,5]", "[9,9]") + "}   ",
                                 "\0\0\x80\x3f\0\0\0\xc0\xff"s));
    CHECK(read.size() == 3);
    CHECK(read.at("fc.weight").floats() == std::vector{1.f, -2.f});
    CHECK(read.at("fc.weight").shape == std::vector<std::size_t>{1, 2});
    CHECK(read.at("fc.weight").name == "fc.weight");
    CHECK(read.at("\u00e9\u4e2d").integers() == std::vector<std::int64_t>{-1});
    CHECK(read.at("\u00e9\u4e2d").shape.empty());
    CHECK(read.at("none").floats().empty());
    CHECK(parse(file("{}")).empty());
}

TEST_CASE("every dtype has its width") {
    struct row {
        char const* type;
        std::string data;
        float value;
    };
    for (auto const& [type, data, value] :
         {row{"F16", "\x00\x3e"s, 1.5f}, row{"BF16", "\xc0\xbf"s, -1.5f},
          row{"F32", "\0\0\xc0\x3f"s, 1.5f}, row{"F64", "\0\0\0\0\0\0\xf8\x3f"s, 1.5f},
          row{"I8", "\xfe", -2}, row{"I16", "\xfe\xff", -2}, row{"I32", "\xfe\xff\xff\xff", -2},
          row{"I64", "\xfe\xff\xff\xff\xff\xff\xff\xff", -2}, row{"U8", "\xfe", 254},
          row{"U16", "\xfe\xff", 65534}, row{"U32", "\x80\0\0\0"s, 128},
          row{"U64", "\x80\0\0\0\0\0\0\0"s, 128}, row{"BOOL", "\1", 1}}) {
        char const* const named = type; // clang 14 captures no structured binding
        CAPTURE(named);
        auto const read = parse(file(
            "{" + entry("a", type, "[1]", "[0," + std::to_string(data.size()) + "]") + "}", data));
        CHECK(read.at("a").floats() == std::vector{value});
    }
}

TEST_CASE("a malformed file is one error that names file, tensor and reason") {
    auto const a = [](char const* type, char const* shape, char const* offsets) {
        return entry("a", type, shape, offsets);
    };
    auto const eight = std::string(8, '\0');
    std::string const wrong = "header has a value of the wrong kind";
    struct row {
        std::string file, reason;
    };
    row const rows[] = {
        {"", "is truncated before its header"},
        {"\2\0\0\0\0\0\0"s, "is truncated before its header"},
        {length(3) + "{}", "header claims 3 bytes, 2 follow"},
        {length(UINT64_MAX) + "{}", "header claims 18446744073709551615 bytes, 2 follow"},
        {length(100'000'001) + std::string(100'000'001, ' '),
         "header claims 100000001 bytes, more than the format's 100,000,000"},
        {file(""), "header is not a JSON object"},
        {file(" {}"), "header is not a JSON object"},
        {file("[]"), "header is not a JSON object"},
        {file("{"), "header is not valid JSON at byte 2"},
        {file("{}}"), "header is not valid JSON at byte 3"},
        {file("{\"a\xff\":1}"), "header is not valid JSON at byte 4"},
        {file("{}\0"s), "header is not valid JSON at byte 3"},
        {file("{\"a\":" + std::string(100'000, '[')), "tensor 'a': " + wrong},
        {file("{\"a\":" + std::string(100'000, '{')), "header is not valid JSON at byte 7"},
        {file("{\"a\":{\"b\":{}}}"), "tensor 'a': " + wrong + " in 'b'"},
        {file("{\"a\":1}"), "tensor 'a': " + wrong},
        {file("{\"a\":null}"), "tensor 'a': " + wrong},
        {file("{\"a\":true}"), "tensor 'a': " + wrong},
        {file("{\"__metadata__\":{\"a\":1}}"), "tensor '__metadata__': " + wrong + " in 'a'"},
        {file("{\"__metadata__\":{\"a\":\"b\",\"a\":\"c\"}}"),
         "tensor '__metadata__': has the key 'a' twice"},
        {file("{" + a("F32", "[2]", "[0,8]") + "," + a("F32", "[2]", "[0,8]") + "}", eight),
         "tensor 'a': appears twice"},
        {file("{\"a\":{\"dtype\":\"F32\",\"dtype\":\"F32\"}}"),
         "tensor 'a': has the key 'dtype' twice"},
        {file("{\"a\":{\"dtype\":\"F32\",\"shape\":[2]}}", eight),
         "tensor 'a': needs exactly the keys dtype, shape and data_offsets"},
        {file("{\"a\":{}}"), "tensor 'a': needs exactly the keys dtype, shape and data_offsets"},
        {file("{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"offsets\":[0,8]}}", eight),
         "tensor 'a': " + wrong + " in 'offsets'"},
        {file("{" + a("F8_E4M3", "[8]", "[0,8]") + "}", eight),
         "tensor 'a': has unsupported dtype 'F8_E4M3'"},
        {file("{\"a\":{\"dtype\":5}}"), "tensor 'a': " + wrong + " in 'dtype'"},
        {file("{\"a\":{\"shape\":\"2\"}}"), "tensor 'a': " + wrong + " in 'shape'"},
        {file("{" + a("F32", "[-2]", "[0,8]") + "}", eight),
         "tensor 'a': " + wrong + " in 'shape'"},
        {file("{" + a("F32", "[2.0]", "[0,8]") + "}", eight),
         "tensor 'a': " + wrong + " in 'shape'"},
        {file("{" + a("F32", "[18446744073709551616]", "[0,8]") + "}", eight),
         "tensor 'a': " + wrong + " in 'shape'"},
        {file("{" + a("F32", "[[2]]", "[0,8]") + "}", eight),
         "tensor 'a': " + wrong + " in 'shape'"},
        {file("{" + a("F32", "[2]", "[0]") + "}", eight), "tensor 'a': needs two data_offsets"},
        {file("{" + a("F32", "[2]", "[0,8,9]") + "}", eight),
         "tensor 'a': has more than 2 numbers in 'data_offsets'"},
        {file("{" + a("F32", ("[1" + std::string(128, ' ') + "]").c_str(), "[0,8]") + "}", eight),
         "tensor 'a': shape (1,) of 4-byte elements does not match data_offsets [0, 8)"},
        {file("{" +
                  a(
                      "F32",
                      [] {
                          std::string shape = "[1";
                          for (int i = 0; i < 64; ++i) {
                              shape += ",1";
                          }
                          return shape + "]";
                      }()
                          .c_str(),
                      "[0,4]") +
                  "}",
              eight),
         "tensor 'a': has more than 64 numbers in 'shape'"},
        {file("{" + a("F32", "[3]", "[0,12]") + "}", eight),
         "tensor 'a': data_offsets [0, 12) are outside the 8 bytes of data"},
        {file("{" + a("F32", "[2]", "[8,0]") + "}", eight),
         "tensor 'a': data_offsets [8, 0) are outside the 8 bytes of data"},
        {file("{" + a("F32", "[1]", "[4,8]") + "}", eight),
         "tensor 'a': data_offsets [4, 8) leave a hole: expected 0"},
        {file("{" + a("F32", "[1]", "[0,4]") + "}", eight), "has 4 trailing bytes"},
        {file("{}", "x"), "has 1 trailing bytes"},
        {file("{" + a("F32", "[2]", "[0,8]") + "," + entry("b", "F32", "[1]", "[4,8]") + "}",
              eight),
         "tensor 'b': data_offsets [4, 8) overlap another tensor: expected 8"},
        {file("{" + a("F32", "[1]", "[0,8]") + "}", eight),
         "tensor 'a': shape (1,) of 4-byte elements does not match data_offsets [0, 8)"},
        {file("{" + a("F64", "[1]", "[0,7]") + "}", eight),
         "tensor 'a': shape (1,) of 8-byte elements does not match data_offsets [0, 7)"},
        {file("{" + a("F32", "[4294967296,4294967296]", "[0,0]") + "}"),
         "tensor 'a': shape (4294967296, 4294967296) of 4-byte elements does not match "
         "data_offsets [0, 0)"},
        {file("{" + a("F32", "[4611686018427387905]", "[0,4]") + "}", eight.substr(4)),
         "tensor 'a': shape (4611686018427387905,) of 4-byte elements does not match "
         "data_offsets [0, 4)"},
        {file("{" + a("BOOL", "[1]", "[0,1]") + "}", "\2"),
         "tensor 'a': has a bool that is neither 0 nor 1"},
    };
    folder const temporary;
    int number = 0;
    for (auto const& [text, reason] : rows) {
        auto const path = temporary.path / ("bad" + std::to_string(number++) + ".safetensors");
        std::ofstream(path, std::ios::binary) << text;
        CHECK(message([&] { io::read_safetensors(path); }) == path.string() + ": " + reason);
        fs::remove(path);
    }
    CHECK(message([&] { io::read_safetensors(temporary.path); }) ==
          temporary.path.string() + ": is a directory");
    CHECK(message([&] { io::read_safetensors(temporary.path / "no"); }) ==
          temporary.path.string() + "/no: no such file");
}

TEST_CASE("what is written reads back, aligned, whatever the order of the names") {
    folder const temporary;
    auto const path = temporary.path / "w.safetensors";
    io::state_dict tensors;
    tensors["a"] = {"a", {3}, io::dtype::u8, std::vector<std::byte>(3, std::byte{7}), ""};
    tensors["b \"\u00e9"] = {
        "", {1, 2}, io::dtype::f32, std::vector<std::byte>(8, std::byte{1}), ""};
    tensors["c"] = {"c", {}, io::dtype::f64, std::vector<std::byte>(8, std::byte{2}), ""};
    tensors["d"] = {"d", {0}, io::dtype::i16, {}, ""};
    io::write_safetensors(path, tensors);
    auto const read = io::read_safetensors(path);
    REQUIRE(read.size() == tensors.size());
    for (auto const& [name, of] : tensors) {
        CHECK(read.at(name).name == name);
        CHECK(read.at(name).shape == of.shape);
        CHECK(read.at(name).type == of.type);
        CHECK(read.at(name).bytes == of.bytes);
    }
    auto const bytes = io::read_bytes(path);
    std::string const text(reinterpret_cast<char const*>(bytes.data()), bytes.size());
    CHECK(text.find(R"({"c":{"dtype":"F64","shape":[],"data_offsets":[0,8]},)") == 8);
    CHECK(static_cast<unsigned char>(text[0]) % 8 == 0);

    tensors["a"].shape = {4};
    CHECK(message([&] { io::write_safetensors(path, tensors); }) ==
          path.string() + ": tensor 'a': cannot be written: shape (4,) against 3 bytes");
    CHECK(message([&] {
              io::write_safetensors(path, {{"__metadata__", tensors["c"]}});
          }) == path.string() + ": tensor '__metadata__': cannot be written: the name is reserved");
    CHECK(message([&] {
              io::write_safetensors(path, {{"\xff", tensors["c"]}});
          }) == path.string() + ": cannot be written: a tensor's name is not UTF-8");
    CHECK(io::read_safetensors(path).size() == 4);
}
