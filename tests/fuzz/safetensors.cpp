// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>
#include <random>

#include <widthwise/io/safetensors.hpp>

namespace io = widthwise::io;
using namespace std::string_literals;

namespace {

/// One to three edits of the header's text or of the data.
void mutate(std::string& text, std::mt19937& random) {
    static constexpr std::string_view grammar[] = {"{",
                                                   "}",
                                                   "[",
                                                   "]",
                                                   ",",
                                                   ":",
                                                   "\"",
                                                   "0",
                                                   "-",
                                                   "1e9",
                                                   "null",
                                                   "\"shape\":[2],",
                                                   "\"F64\"",
                                                   "[[[[",
                                                   "18446744073709551615",
                                                   "\\u0000",
                                                   "\xff",
                                                   " ",
                                                   "\"__metadata__\":{},"};
    auto const below = [&](std::size_t n) { return random() % (n + 1); };
    for (std::size_t edits = 1 + below(2); edits > 0; --edits) {
        std::size_t const at = below(text.size());
        switch (random() % 5) {
        case 0:
            text.insert(at, grammar[random() % std::size(grammar)]);
            break;
        case 1: {
            std::size_t const from = below(text.size()); // drawn one by one: the order is fixed
            text.insert(at, text.substr(from, below(40)));
            break;
        }
        case 2:
            text.erase(at, below(8));
            break;
        case 3:
            if (at < text.size() && text[at] >= '0' && text[at] <= '9') {
                text[at] = static_cast<char>('0' + random() % 10);
            }
            break;
        default:
            if (at < text.size()) {
                text[at] = static_cast<char>(random());
            }
        }
    }
}

} // namespace

TEST_CASE("a mutated .safetensors file is whole tensors or a widthwise::error") {
    std::mt19937 random(20240202);
    std::string const header =
        R"({"__metadata__":{"format":"pt"},"a":{"dtype":"F32","shape":[1,2],)"
        R"("data_offsets":[0,8]},"b":{"dtype":"BOOL","shape":[],"data_offse)"
        R"(ts":[8,9]},"c":{"dtype":"I16","shape":[3],"data_offsets":[9,15]}})";
    int good = 0, bad = 0;
    for (int i = 0; i < 3000; ++i) {
        std::string text = header, data(15, '\1');
        mutate(random() % 8 == 0 ? data : text, random);
        std::uint64_t length = text.size();
        text += data;
        if (random() % 16 == 0) {
            length =
                random() % 2 == 0 ? random() % 300 : std::uint64_t{random()} << (random() % 33);
        }
        text.insert(0, reinterpret_cast<char const*>(&length), sizeof length);
        if (random() % 16 == 0) {
            text.resize(random() % text.size());
        }
        std::vector<char> const exact(text.begin(), text.end()); // one byte beyond is caught
        try {
            std::size_t total = 0;
            for (auto const& [name, of] :
                 io::parse_safetensors(std::as_bytes(std::span{exact}), "f")) {
                auto const count = io::element_count(of.shape);
                REQUIRE(name == of.name);
                REQUIRE(count.has_value());
                REQUIRE(of.bytes.size() == *count * io::width(of.type));
                total += of.bytes.size();
            }
            REQUIRE(8 + length + total == text.size());
            ++good;
        } catch (widthwise::error const& e) {
            REQUIRE(std::string_view(e.what()).starts_with("f: "));
            ++bad;
        }
    }
    CHECK(good > 200); // the mutations reach both sides
    CHECK(bad > 1500);
}
