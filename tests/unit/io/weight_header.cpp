// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <cstring>
#include <limits>
#include <random>
#include <string>
#include <vector>

#include "tests/compile.hpp"
#include "tests/message.hpp"
#include <widthwise/core/config.hpp>
#include <widthwise/cost/flops.hpp>
#include <widthwise/graph/zoo.hpp>
#include <widthwise/io/weight_header.hpp>
#include <widthwise/layers.hpp>
#include <widthwise/passes/quantize.hpp>

namespace ww = widthwise;
namespace io = widthwise::io;
using tests::message;

namespace {

// The networks that the generated headers name, as text for the compiler and for this program.
#define NETWORKS                                                                                   \
    namespace my {                                                                                 \
    namespace ww = widthwise;                                                                      \
    WIDTHWISE_NAME(fc);                                                                            \
    struct floats : ww::network<ww::input<3>, ww::batch_norm1d<3>, ww::relu,                       \
                                ww::node<fc, ww::linear<3, 2>>, ww::linear<2, 2, false>> {};       \
    using q8 = ww::integer<8, 4>;                                                                  \
    using q64 = ww::fixed<64, 40>;                                                                 \
    using u64 = ww::ufixed<64, 60>;                                                                \
    struct integers                                                                                \
        : ww::quantize_t<floats,                                                                   \
                         ww::by_type<ww::on<ww::op::batch_norm1d, ww::weight<q8>, ww::bias<q8>>,   \
                                     ww::on<ww::op::linear, ww::weight<q64>, ww::bias<u64>,        \
                                            ww::accum<ww::ap_fixed<32, 16>>>>> {};                 \
    }
NETWORKS
#define TEXT_OF(...) #__VA_ARGS__
#define EXPANDED(...) TEXT_OF(__VA_ARGS__)
std::string const networks = std::string("#include <widthwise/layers.hpp>\n"
                                         "#include <widthwise/passes/quantize.hpp>\n") +
                             EXPANDED(NETWORKS) + "\n";

io::header_text text_for(char const* network) {
    io::header_text text;
    text.name = "constants";
    text.network = network;
    text.include = "networks.hpp";
    text.space = "my";
    return text;
}

/// All stored bytes, node by node.
template <class Net>
std::string bytes_of(ww::parameters<Net> const& p) {
    std::string bytes;
    io::detail::for_each_node(p, [&]<class Own>(std::size_t, Own const& own) {
        Own::each(own, [&](char const*, auto const& values, auto) {
            bytes.append(reinterpret_cast<char const*>(values.data),
                         values.size() * sizeof values.data[0]);
        });
    });
    return bytes;
}

/// Two files include the header; they see one object, whose bytes the program writes.
char const* const other_source = R"(#include "constants.hpp"
void const* other() { return &my::constants::value; }
)";
char const* const main_source = R"(#include "constants.hpp"
#include <cstdio>
void const* other();
struct write {
    template <class Values, class Format>
    void operator()(char const*, Values const& values, Format) {
        std::fwrite(values.data, sizeof values.data[0], values.size(), stdout);
    }
};
template <class Net, std::size_t... I>
void write_all(widthwise::parameters<Net> const& p, std::index_sequence<I...>) {
    write one;
    int const each[] = {(std::decay_t<decltype(widthwise::get<I>(p))>::each(widthwise::get<I>(p), one), 0)...};
    static_cast<void>(each);
}
template <class Net>
void write_network(widthwise::parameters<Net> const& p) {
    write_all(p, std::make_index_sequence<widthwise::nodes_of<Net>::size>{});
}
int main() {
    constexpr auto const& p = my::constants::value;
    if (other() != &p) return 1;
    write_network(p);
}
)";

template <class Net>
void round_trip(ww::parameters<Net> const& p, char const* network) {
    compile::folder const folder;
    folder.write("networks.hpp", "#pragma once\n" + networks);
    folder.write("main.cpp", main_source);
    folder.write("other.cpp", other_source);
    io::write_weight_header<Net>(folder.path / "constants.hpp", p, text_for(network));
    auto const built = compile::cxx14(folder, "main.cpp other.cpp -o main");
    REQUIRE_MESSAGE(built.good, built.output.substr(0, 2000));
    REQUIRE(compile::run(folder, "./main >bytes").good);
    CHECK(compile::read(folder.path / "bytes") == bytes_of(p));
}

/// Masters as both kinds of files; both are to give the same header.
struct masters_files {
    ww::parameters<my::floats> p{};
    explicit masters_files(compile::folder const& folder) {
        ww::get<1>(p) = {{{1, 2, 0.5f}}, {{0, 1, -1}}, {{0, 0, 0}}, {{1, 1, 1}}};
        ww::get<3>(p).weight(1, 2) = 0.75f;
        ww::get<3>(p).bias(0) = -3.0625f;
        io::state_dict const tensors = io::to_state_dict<my::floats>(p);
        io::write_safetensors(folder.path / "masters.safetensors", tensors);
        std::filesystem::create_directory(folder.path / "masters");
        for (auto const& [name, tensor] : tensors) {
            std::vector<float> const values = tensor.floats();
            io::write_npy<float>(folder.path / "masters" / (name + ".npy"), tensor.shape, values);
        }
    }
};
constexpr char const* both[] = {"masters.safetensors", "masters"};

} // namespace

TEST_CASE("a header reads as the layers do, and says what it holds") {
    ww::parameters<my::floats> p{};
    ww::get<1>(p) = {{{1, 2, 3}}, {{0.1f, -0.0f, 1e20f}}, {{0, 0, 0}}, {{1, 1, 1}}};
    ww::get<3>(p) = {{{1, -2, 3, -4, 5, -6}}, {{7, 8}}};
    auto text = text_for("floats");
    text.source = "jets.safetensors";
    std::string const expected = R"(// floats: 24 parameters, from jets.safetensors
// checksum (FNV-1a, 64 bit, of the values in order): )" +
                                 io::checksum<my::floats>(p) + R"(
// Generated by widthwise; generate it anew instead of editing it.
#pragma once
#include <cstdint>

#include <widthwise/graph/parameters.hpp>
#include "networks.hpp"

namespace my {

template <class = void>
struct constants_holder {
    static constexpr ::widthwise::parameters<floats> value{
        // x
        {},
        // seq_blocks_0: weight [3], bias [3], running_mean [3], running_var [3]
        {{{
1.0f, 2.0f, 3.0f}}, {{
0.1f, -0.0f, 1e+20f}}, {{
0.0f, 0.0f, 0.0f}}, {{
1.0f, 1.0f, 1.0f}}},
        // seq_blocks_1
        {},
        // fc: weight [2, 3], bias [2]
        {{{
1.0f, -2.0f, 3.0f, -4.0f, 5.0f, -6.0f}}, {{
7.0f, 8.0f}}},
        // seq_blocks_3: weight [2, 2]
        {{{
0.0f, 0.0f, 0.0f, 0.0f}}},
        // output
        {}};
};
template <class T>
constexpr ::widthwise::parameters<floats> constants_holder<T>::value;
using constants = constants_holder<>;

} // namespace my
)";
    CHECK(io::weight_header<my::floats>(p, text) == expected);
}

TEST_CASE("the checksum is FNV-1a of the bytes") {
    ww::parameters<my::floats> p{};
    ww::get<3>(p).weight(0, 0) = 1;
    std::uint64_t hash = 14695981039346656037u;
    for (char const c : bytes_of(p)) {
        hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211u;
    }
    char text[17];
    std::snprintf(text, sizeof text, "%016llx", static_cast<unsigned long long>(hash));
    CHECK(io::checksum<my::floats>(p) == text);
    ww::parameters<my::floats> other = p;
    ww::get<3>(other).weight(0, 0) = 2;
    CHECK(io::checksum<my::floats>(p) != io::checksum<my::floats>(other));
}

TEST_CASE("every float comes back bit for bit, from two files that are one object") {
    ww::parameters<my::floats> p{};
    using limits = std::numeric_limits<float>;
    ww::get<1>(p) = {{{limits::denorm_min(), -limits::min(), limits::max()}},
                     {{-0.0f, 0.1f, 1.0f / 3}},
                     {{16777217.0f, 1e10f, -1e-10f}},
                     {{1, 1 + limits::epsilon(), 3.1415927f}}};
    std::mt19937 random(1);
    std::normal_distribution<float> normal;
    for (float& v : ww::get<3>(p).weight) {
        v = normal(random);
    }
    round_trip<my::floats>(p, "floats");
}

TEST_CASE("every integer comes back, the ends of 64 bits among them") {
    ww::parameters<my::integers> p{};
    using i64 = std::numeric_limits<std::int64_t>;
    ww::get<1>(p) = {{{-128, 127, -1}}, {{0, 1, 2}}};
    ww::get<3>(p) = {{{i64::min(), i64::max(), -1, 0, 1, -(std::int64_t{1} << 31)}},
                     {{std::numeric_limits<std::uint64_t>::max(), std::uint64_t{1} << 63}}};
    ww::get<4>(p) = {{{i64::min() + 1, 4294967296, 5, 6}}};
    round_trip<my::integers>(p, "my::integers");
}

TEST_CASE("files to a header: the masters are transferred, the source is named without its path") {
    compile::folder const folder;
    masters_files const masters(folder);
    for (char const* source : both) {
        CAPTURE(source);
        auto const header = folder.path / "constants.hpp";
        io::convert_weights<my::integers, my::floats>(folder.path / source, header,
                                                      text_for("integers"));
        auto text = text_for("integers");
        text.source = source;
        CHECK(compile::read(header) ==
              io::weight_header<my::integers>(ww::transfer<my::integers>(masters.p), text));
        io::convert_weights<my::floats>(folder.path / source, header, text_for("floats"));
        text.network = "floats";
        CHECK(compile::read(header) == io::weight_header<my::floats>(masters.p, text));
        CHECK(compile::read(header).find(folder.path.string()) == std::string::npos);
    }
}

TEST_CASE("the program of examples/ writes the same header, or says one line and leaves the file") {
    compile::folder const folder;
    masters_files const masters(folder);
    folder.write("networks.hpp", "#pragma once\n" + networks);
    folder.write("main.cpp", main_source);
    folder.write("other.cpp", other_source);
    std::string const program = std::string("CXX=") + compile::compiler + " " +
                                WIDTHWISE_TESTS_DIR +
                                "/../examples/weights_to_header --include networks.hpp "
                                "--network integers --masters floats --name constants "
                                "--namespace my ";
    auto const integers = ww::transfer<my::integers>(masters.p);
    auto const good = compile::run(folder, program + "masters constants.hpp");
    CHECK_MESSAGE(good.good, good.output);
    auto text = text_for("integers");
    text.source = "masters";
    std::string const expected = io::weight_header<my::integers>(integers, text);
    CHECK(compile::read(folder.path / "constants.hpp") == expected);
    // From .npy files all the way into a program.
    auto const built = compile::cxx14(folder, "main.cpp other.cpp -o main");
    REQUIRE_MESSAGE(built.good, built.output.substr(0, 2000));
    REQUIRE(compile::run(folder, "./main >bytes").good);
    CHECK(compile::read(folder.path / "bytes") == bytes_of(integers));

    auto const bad = compile::run(folder, program + "none.safetensors constants.hpp");
    CHECK(!bad.good);
    CHECK(bad.output == "weights_to_header: none.safetensors: no such file\n");
    CHECK(compile::read(folder.path / "constants.hpp") == expected);
}

namespace {
using small = ww::zoo::jsc_test; // 11,015 parameters
struct small_q8
    : ww::quantize_t<
          small,
          ww::by_type<ww::otherwise<ww::data_in<my::q8>, ww::weight<my::q8>, ww::bias<my::q8>>>> {};
char const* const small_networks =
    "#pragma once\n#include <widthwise/graph/zoo.hpp>\n#include <widthwise/passes/quantize.hpp>\n"
    "namespace my {\nnamespace ww = widthwise;\nusing q8 = ww::integer<8, 4>;\n"
    "using small = ww::zoo::jsc_test;\n"
    "struct small_q8 : ww::quantize_t<small, ww::by_type<ww::otherwise<ww::data_in<q8>, "
    "ww::weight<q8>, ww::bias<q8>>>> {};\n}\n";

/// Reads a weight at run time, so that the table must be in the object file.
template <class Net>
void compiles_quickly(ww::parameters<small> const& masters, char const* network) {
    compile::folder const folder;
    folder.write("networks.hpp", small_networks);
    io::write_weight_header<Net>(folder.path / "constants.hpp", ww::transfer<Net>(masters),
                                 text_for(network));
    folder.write("use.cpp",
                 "#include \"constants.hpp\"\nfloat at(int i);\nfloat at(int i) { return "
                 "float(widthwise::get<3>(my::constants::value).weight.data[i]); }\n");
    auto const built = compile::cxx14(folder, "-c use.cpp");
    REQUIRE_MESSAGE(built.good, built.output.substr(0, 2000));
    MESSAGE(std::string(network) << ": " << built.user_seconds << " s, " << built.mebibytes
                                 << " MiB");
    // About four times, and twice, what it takes; bench/constants/run measures.
    CHECK(built.user_seconds < 2);
    CHECK(built.mebibytes < 200);
}
} // namespace

TEST_CASE("a header of 11,015 parameters compiles within 2 s of processor time and 200 MiB") {
    static_assert(ww::parameter_count<small>() == 11015);
    std::mt19937 random(1);
    std::normal_distribution<float> normal(0, 0.4f);
    auto const masters = [&] {
        ww::parameters<small> p{};
        io::detail::for_each_node(p, [&]<class Own>(std::size_t, Own const& own) {
            Own::each(const_cast<Own&>(own), [&](std::string const& name, auto& values, auto) {
                for (float& v : values) {
                    v = name == "running_var" ? 1.0f : normal(random);
                }
            });
        });
        return p;
    }();
    compiles_quickly<small>(masters, "small");
    compiles_quickly<small_q8>(masters, "small_q8");
}

TEST_CASE("what cannot be a header is one error, and the old file stays") {
    compile::folder const folder;
    ww::parameters<my::floats> p{};
    auto const header = folder.write("constants.hpp", "old");
    auto const write = [&](io::header_text const& text) {
        return message([&] { io::write_weight_header<my::floats>(header, p, text); });
    };
    auto text = text_for("floats");
    text.name = "2weights";
    CHECK(write(text) == "header of constants: not a name in C++: '2weights'");
    text = text_for("floats; int x");
    CHECK(write(text) == "header of constants: not a type's name: 'floats; int x'");
    text = text_for("");
    CHECK(write(text) == "header of constants: not a type's name: ''");
    text = text_for("floats");
    text.space = "my space";
    CHECK(write(text) == "header of constants: not a namespace: 'my space'");
    text = text_for("floats");
    text.include = "/home/networks.hpp";
    CHECK(write(text) == "header of constants: a path of this machine: '/home/networks.hpp'");
    text.include = "a.hpp>\n";
    CHECK(write(text).find("header of constants: not a header's name:") == 0);
    text.include = "";
    CHECK(write(text) == "header of constants: not a header's name: ''");
    ww::get<3>(p).bias(1) = std::numeric_limits<float>::infinity();
    CHECK(write(text_for("floats")) == "tensor 'fc.bias': element 1 is inf, no constant");
    ww::get<3>(p).bias(1) = 0;
    CHECK(message([&] {
              io::convert_weights<my::floats>(folder.path / "none", header, text_for("floats"));
          }) == (folder.path / "none").string() + ": no such file or folder");
    CHECK(compile::read(header) == "old");
    CHECK(message([&] {
              io::write_weight_header<my::floats>(folder.path / "no" / "w.hpp", p,
                                                  text_for("floats"));
          }) == (folder.path / "no" / "w.hpp").string() + ": cannot be written");
    CHECK(write(text_for("floats")) == "no error");
    CHECK(compile::read(header) != "old");
}

TEST_CASE("a node's name cannot leave its comment") {
    CHECK(io::detail::comment("a\nb\\") == "a?b/");
}
