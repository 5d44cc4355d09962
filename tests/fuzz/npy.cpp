// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>
#include <random>

#include <widthwise/io/npy.hpp>

namespace io = widthwise::io;
using namespace std::string_literals;

namespace {

/// One or two edits of the kinds files suffer: a byte, a cut, an insertion, a copied piece.
std::string mutate(std::string text, std::mt19937& random) {
    static constexpr std::string_view grammar[] = {"'<f8'", "True", "(",        ")",
                                                   ",",     "-1",   "\xff\xff", "4294967296",
                                                   "'|O'",  "{",    "}",        "'shape': ()"};
    auto const below = [&](std::size_t n) { return random() % (n + 1); };
    for (std::size_t edits = 1 + below(1); edits > 0; --edits) {
        std::size_t const at = below(text.size());
        switch (random() % 5) {
        case 0:
            text.resize(at);
            break;
        case 1:
            text.insert(at, grammar[random() % std::size(grammar)]);
            break;
        case 2: {
            std::size_t const from = below(text.size()); // drawn one by one: the order is fixed
            text.insert(at, text.substr(from, below(16)));
            break;
        }
        case 3:
            text.erase(at, below(8));
            break;
        default:
            if (at < text.size()) {
                text[at] = static_cast<char>(random());
            }
        }
    }
    return text;
}

} // namespace

TEST_CASE("a mutated .npy file is a whole tensor or a widthwise::error") {
    std::mt19937 random(20240201);
    std::vector<std::string> seeds;
    for (auto const& [type, shape, size] : {std::tuple{"<f4", "(2, 3)", 24},
                                            {"<i8", "(2,)", 16},
                                            {"|b1", "(3,)", 3},
                                            {"<f2", "()", 2}}) {
        std::string const header =
            "{'descr': '"s + type + "', 'fortran_order': False, 'shape': " + shape + ", }    \n";
        seeds.push_back("\x93NUMPY\1\0"s + static_cast<char>(header.size()) + '\0' + header +
                        std::string(static_cast<std::size_t>(size), '\1'));
        seeds.push_back("\x93NUMPY\3\0"s + static_cast<char>(header.size()) + "\0\0\0"s + header +
                        std::string(static_cast<std::size_t>(size), '\1'));
    }
    int good = 0, bad = 0;
    for (int i = 0; i < 10000; ++i) {
        std::string const text = mutate(seeds[static_cast<std::size_t>(i) % seeds.size()], random);
        std::vector<char> const exact(text.begin(), text.end()); // one byte beyond is caught
        try {
            auto const read = io::parse_npy(std::as_bytes(std::span{exact}), "f", "t");
            auto const count = io::element_count(read.shape);
            REQUIRE(count.has_value());
            REQUIRE(read.bytes.size() == *count * io::width(read.type));
            REQUIRE(read.bytes.size() < text.size());
            ++good;
            (void)read.floats();
        } catch (widthwise::error const& e) {
            REQUIRE(std::string_view(e.what()).starts_with("f: tensor 't': "));
            ++bad;
        }
    }
    CHECK(good > 300); // the mutations reach both sides
    CHECK(bad > 3000);
}
