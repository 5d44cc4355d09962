// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <atomic>
#include <cstdlib>
#include <new>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include <widthwise/graph/zoo.hpp>
#include <widthwise/passes/quantize.hpp>
#include <widthwise/passes/transfer.hpp>
#include <widthwise/run/engine.hpp>

namespace ww = widthwise;

namespace {
std::atomic<long> allocations{0};
void* counted(std::size_t bytes, std::size_t alignment) {
    ++allocations;
    bytes = (bytes + alignment - 1) / alignment * alignment;
    if (void* const p = std::aligned_alloc(alignment, bytes == 0 ? alignment : bytes)) {
        return p;
    }
    throw std::bad_alloc();
}
} // namespace

void* operator new(std::size_t n) { return counted(n, alignof(std::max_align_t)); }
void* operator new(std::size_t n, std::align_val_t a) {
    return counted(n, static_cast<std::size_t>(a));
}
void operator delete(void* p) noexcept { std::free(p); }
void operator delete(void* p, std::size_t) noexcept { std::free(p); }
void operator delete(void* p, std::align_val_t) noexcept { std::free(p); }
void operator delete(void* p, std::size_t, std::align_val_t) noexcept { std::free(p); }

namespace {
using jets = ww::zoo::jet_16_64_32_32_5;
template <class Format>
using with =
    ww::by_type<ww::on<ww::op::linear, ww::data_in<Format>, ww::weight<Format>, ww::bias<Format>>,
                ww::on<ww::op::relu, ww::data_in<Format>>>;
struct q8 : ww::quantize_t<jets, with<ww::integer<8, 4>>> {};

WIDTHWISE_NAME(a);
WIDTHWISE_NAME(b);
WIDTHWISE_NAME(sum);
WIDTHWISE_NAME(soft);
WIDTHWISE_NAME(both);
/// Two inputs, two heads, and a node that has no kernel of its own.
struct mixed : ww::network<ww::node<a, ww::input<2>>, ww::node<b, ww::input<2>>,
                           ww::node<sum, ww::add, a, b>, ww::node<soft, ww::softmax, sum>,
                           ww::node<both, ww::output, sum, soft>> {};

struct rounded
    : ww::quantize_t<mixed, ww::by_type<ww::on<ww::op::softmax, ww::data_out<ww::integer<9, 8>>>>> {
};

ww::parameters<q8> weights() {
    ww::parameters<jets> p{};
    int next = 1;
    auto const fill = [&](auto& layer) {
        for (float& v : layer.weight.data) {
            next = next * 75 % 65537;
            v = static_cast<float>(next % 61 - 30) / 64;
        }
    };
    fill(ww::get<1>(p));
    fill(ww::get<3>(p));
    fill(ww::get<5>(p));
    fill(ww::get<7>(p));
    return ww::transfer<q8>(p);
}
std::vector<float> rows(std::size_t n) {
    std::vector<float> x(n);
    int next = 7;
    for (float& v : x) {
        next = next * 75 % 65537;
        v = static_cast<float>(next % 257 - 128) / 16;
    }
    return x;
}
} // namespace

TEST_CASE("nothing is allocated after construction, on one thread or on several") {
    std::vector<float> const x = rows(1000 * 16);
    std::vector<float> y(1000 * 5);
    for (int const threads : {1, 3}) {
        ww::engine<q8> engine(weights(), ww::isa::selected(), threads);
        CHECK(engine.threads() == threads);
        for (int const count : {1, 7, 1000}) {
            auto const samples = static_cast<std::size_t>(count);
            std::span const in = std::span(x).first(samples * 16);
            std::span const out = std::span(y).first(samples * 5);
            long const before = allocations;
            engine.run(in, out); // the first one too
            engine.run(in, out);
            long const after = allocations;
            CHECK(after == before);
        }
    }
    ww::engine<rounded> by_layer(ww::parameters<rounded>{}); // softmax has no kernel
    long const before_layer = allocations;
    by_layer.run(std::span(x).first(400), std::span(y).first(400));
    long const after_layer = allocations;
    CHECK(after_layer == before_layer);
    long const before = allocations;
    std::vector<float>(1).swap(y); // or the counter counts nothing
    CHECK(allocations == before + 1);
}

TEST_CASE("any number of threads gives the same bits, also when there are more than samples") {
    std::vector<float> const x = rows(1000 * 16);
    std::vector<float> expected(1000 * 5);
    ww::executor<q8>(weights()).run(x, expected);
    for (int const threads : {1, 2, 5}) {
        ww::engine<q8> engine(weights(), ww::isa::selected(), threads);
        for (int const count : {0, 1, 2, 97, 191, 193, 1000}) {
            auto const samples = static_cast<std::size_t>(count);
            std::vector<float> y(samples * 5, -1.0f);
            engine.run(std::span(x).first(samples * 16), y);
            CAPTURE(threads);
            CAPTURE(samples);
            CHECK(y ==
                  std::vector(expected.begin(), expected.begin() + static_cast<long>(y.size())));
        }
    }
}

TEST_CASE("wrong spans are one error, before anything is written") {
    ww::engine<q8> engine(weights());
    std::vector<float> x(33), y(10, 9.0f);
    CHECK_THROWS_WITH_AS(engine.run(x, y),
                         "engine: tensor 'input and output': spans of 33 and 10 elements do not "
                         "hold whole samples of 16 -> 5",
                         ww::error);
    CHECK_THROWS_WITH_AS(engine.run(std::span(x).first(16), y),
                         "engine: tensor 'input and output': spans of 16 and 10 elements do not "
                         "hold whole samples of 16 -> 5",
                         ww::error);
    CHECK_THROWS_AS(engine.run({}, y), ww::error);
    CHECK_THROWS_AS(engine.run(std::span(x).first(32), {}), ww::error);
    CHECK(y == std::vector<float>(10, 9.0f));
    CHECK_NOTHROW(engine.run({}, {}));
}

TEST_CASE("threads that cannot be and tiers that are not there are errors") {
    ww::parameters<q8> const p = weights();
    ww::isa::tier const best = ww::isa::best();
    CHECK_THROWS_WITH_AS(ww::engine<q8>(p, best, 0), "engine: cannot run on 0 threads", ww::error);
    CHECK_THROWS_WITH_AS(ww::engine<q8>(p, best, -1), "engine: cannot run on -1 threads",
                         ww::error);
    CHECK_THROWS_WITH_AS(ww::engine<q8>(p, best, 1025), "engine: cannot run on 1025 threads",
                         ww::error);
    int absent = 0;
    for (ww::isa::tier const t : ww::isa::all_tiers) {
        if (!ww::isa::has(t)) {
            ++absent;
            CHECK_THROWS_AS(ww::engine<q8>(p, t), ww::error);
        }
    }
    CHECK(absent > 0); // no CPU has NEON and AVX
}

TEST_CASE("an engine moves, with its threads; what it was moved from says so") {
    static_assert(!std::is_copy_constructible_v<ww::engine<q8>>);
    static_assert(!std::is_copy_assignable_v<ww::engine<q8>>);
    static_assert(std::is_nothrow_move_constructible_v<ww::engine<q8>>);
    static_assert(std::is_nothrow_move_assignable_v<ww::engine<q8>>);
    std::vector<float> const x = rows(500 * 16);
    std::vector<float> y(500 * 5), moved(500 * 5), assigned(500 * 5);
    ww::engine<q8> first(weights(), ww::isa::selected(), 2);
    first.run(x, y);
    ww::engine<q8> second(std::move(first));
    second.run(x, moved);
    CHECK(moved == y);
    ww::engine<q8> third(ww::parameters<q8>{});
    third = std::move(second);
    third.run(x, assigned);
    CHECK(assigned == y);
    CHECK(third.threads() == 2);
    CHECK_THROWS_WITH_AS(second.run(x, y), "engine: has been moved from", ww::error);
}

TEST_CASE("kernels() names what runs for each node, in order") {
    auto const joined = [](std::vector<std::string> const& lines) {
        std::string all;
        for (std::string const& line : lines) {
            all += line + "\n";
        }
        return all;
    };
    CHECK(joined(ww::engine<q8>(weights(), ww::isa::tier::scalar).kernels()) ==
          "x: encode, portable\nfc1: gemm, portable\nfc2: gemm, portable\nfc3: gemm, portable\n"
          "fc4: gemm, portable\n");
    ww::engine<mixed> engine(ww::parameters<mixed>{});
    CHECK(engine.input_size() == 4);
    CHECK(engine.output_size() == 4);
    CHECK(joined(engine.kernels()) ==
          "a: copy\nb: copy\nsum: elementwise f32\nsoft: specification\nboth: copy\nboth: copy\n");
    for (std::string const& line : ww::engine<q8>(weights()).kernels()) {
        CAPTURE(line);
        bool const vectors = ww::isa::selected() != ww::isa::tier::scalar;
        CHECK(line.ends_with("portable") != vectors);
    }
}
