// SPDX-License-Identifier: Apache-2.0
// What emit_project refuses, and the texts it writes; tests/hls/projects builds and runs projects.
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <limits>
#include <memory>
#include <span>
#include <sstream>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include <widthwise.hpp>
#include <widthwise/io/emit_project.hpp>

namespace ww = widthwise;
namespace hls = widthwise::hls;
namespace fs = std::filesystem;

namespace {

using q8 = ww::integer<8, 4>;
WIDTHWISE_NAME(left);
WIDTHWISE_NAME(right);
WIDTHWISE_NAME(both);
struct two_heads
    : ww::quantize_t<ww::network<ww::input<3>, ww::node<left, ww::linear<3, 2>, ww::x_name>,
                                 ww::node<right, ww::linear<3, 1>, ww::x_name>,
                                 ww::node<both, ww::output, left, right>>,
                     ww::by_type<ww::on<ww::op::linear, ww::data_in<q8>, ww::weight<q8>,
                                        ww::bias<q8>, ww::data_out<q8>>>> {};

ww::parameters<two_heads> weights() {
    ww::parameters<two_heads> p{};
    ww::get<1>(p).weight(0, 0) = 16; // 1.0
    ww::get<1>(p).weight(1, 2) = -8;
    ww::get<2>(p).bias(0) = 5;
    return p;
}

/// A folder of its own, gone at the end.
struct scratch {
    fs::path path;
    explicit scratch(char const* name) : path(fs::temp_directory_path() / name) {
        fs::remove_all(path);
        fs::create_directories(path);
        std::ofstream(path / "net.hpp") << "#pragma once\n#include <widthwise.hpp>\nstruct net;\n";
    }
    ~scratch() { fs::remove_all(path); }
    scratch(scratch const&) = delete;
    scratch& operator=(scratch const&) = delete;

    hls::project project() const {
        hls::project p;
        p.network = "net";
        p.header = path / "net.hpp";
        return p;
    }
    std::string text(char const* file) const {
        std::ostringstream out;
        out << std::ifstream(path / "made" / file).rdbuf();
        return out.str();
    }
};

std::vector<float> const samples{1.0f, -0.5f, 2.25f, 100.0f, 0.03f, -100.0f};

std::string refusal(scratch const& s, hls::project const& p,
                    std::vector<float> const& x = samples) {
    try {
        hls::emit_project<two_heads>(s.path / "made", p, weights(), x);
    } catch (ww::error const& e) {
        CHECK(!fs::exists(s.path / "made"));
        CHECK(!fs::exists(s.path / "made.partial"));
        return e.what();
    }
    return "";
}
bool holds(std::string const& text, std::string const& part) {
    return text.find(part) != std::string::npos;
}

TEST_CASE("a project has the files its README names") {
    scratch const s("widthwise_emit_good");
    hls::project p = s.project();
    p.top = "jets";
    p.clock = 2.5;
    hls::emit_project<two_heads>(s.path / "made", p, weights(), samples);
    for (char const* file :
         {"top.hpp", "top.cpp", "network.hpp", "weights.hpp", "vectors.hpp", "testbench.cpp",
          "estimate.tsv", "csim", "vitis_hls.tcl", "hls_config.cfg", "catapult.tcl", "bambu.sh"}) {
        CHECK(fs::file_size(s.path / "made" / file) > 0);
        CHECK(holds(s.text("README.md"), file));
    }
    CHECK(fs::is_regular_file(s.path / "made" / "include" / "widthwise" / "hls" / "forward.hpp"));
    CHECK(!fs::exists(s.path / "made" / "include" / "widthwise" / "run"));
    CHECK(!fs::exists(s.path / "made.partial"));
    for (auto const& each : fs::directory_iterator(s.path / "made")) {
        bool const script = each.path().filename() == "csim" || each.path().extension() == ".sh";
        bool const runs = (each.status().permissions() & fs::perms::owner_exec) != fs::perms::none;
        CHECK((each.is_directory() || runs == script));
    }
    CHECK(holds(s.text("network.hpp"), "struct net;"));
    CHECK(holds(s.text("top.hpp"), "#define WIDTHWISE_HLS_WITHOUT_AP\n"));
    CHECK(holds(s.text("top.hpp"), "#define WIDTHWISE_HLS_OWN_STREAMS\n"));
    CHECK(holds(s.text("top.cpp"), "    WIDTHWISE_HLS_INTERFACE(ap_memory, x)\n"));
    CHECK(holds(s.text("catapult.tcl"), "CompilerFlags {-DWIDTHWISE_HLS_CATAPULT}"));
    CHECK(holds(s.text("catapult.tcl"), "go assembly\ngo architect\n"));
    CHECK(holds(s.text("top.hpp"), "void jets(std::int8_t const (&x)[3], std::int8_t (&y)[3]);"));
    CHECK(holds(s.text("vitis_hls.tcl"), "create_clock -period 2.5\n"));
    CHECK(holds(s.text("hls_config.cfg"), "clock=2.5ns\n"));
    CHECK(holds(s.text("bambu.sh"), "--top-fname=jets"));
}

TEST_CASE("golden vectors are raw, all heads one after another") {
    scratch const s("widthwise_emit_vectors");
    hls::emit_project<two_heads>(s.path / "made", s.project(), weights(), samples);
    std::string const text = s.text("vectors.hpp");
    CHECK(holds(text, "{{16, -8, 36},\n     {127, 0, -128}}")); // 0.03 rounds to 0
    // left: 1.0 and -0.5 * 2.25 = -1.125; right: its bias.   127 / 16; 0.5 * 8 = 4.
    CHECK(holds(text, "{{16, -18, 5},\n     {127, 64, 5}}"));
}

TEST_CASE("options fold the estimate and stand in the top") {
    scratch const s("widthwise_emit_options");
    hls::project p = s.project();
    p.options = "widthwise::hls::options<widthwise::hls::reuse<3>>";
    p.carrier = "widthwise::hls::ap";
    hls::emit_project<two_heads, hls::options<hls::reuse<3>>>(s.path / "made", p, weights(),
                                                              samples);
    CHECK(holds(s.text("top.cpp"), "weights, widthwise::hls::ap, " + p.options + ">(x, y)"));
    CHECK(!holds(s.text("top.hpp"), "WITHOUT"));
    CHECK(
        holds(s.text("top.hpp"), "widthwise::hls::input_port<net, widthwise::hls::ap> const (&x"));
    CHECK(holds(s.text("estimate.tsv"), "left\t2\t")); // 6 products in 3 cycles
    CHECK(holds(s.text("estimate.tsv"), "\ntotal\t3\t"));
}

TEST_CASE("streams: local FIFOs, then one void call for each process") {
    scratch const s("widthwise_emit_streams");
    hls::project p = s.project();
    p.top_form = hls::form::streams;
    p.weights_as_arguments = true;
    hls::emit_project<two_heads>(s.path / "made", p, weights(), samples);
    std::string const top = s.text("top.cpp");
    CHECK(holds(top, "WIDTHWISE_HLS_INTERFACE(axis, x)\n"));
    CHECK(holds(top, "WIDTHWISE_HLS_DISAGGREGATE(weights)\n    WIDTHWISE_HLS_DATAFLOW\n"));
    CHECK(holds(top, "widthwise::hls::edge_cell<net, 0, widthwise::hls::native>, 3> fifo0;\n"
                     "    WIDTHWISE_HLS_STREAM_DEPTH(fifo0, 3)\n"
                     "    WIDTHWISE_HLS_BIND_STORAGE(fifo0, fifo, srl)\n"));
    // Both layers read the input: FIFOs 0 and 1; the heads are 2 and 3.
    CHECK(holds(top, "process_inputs<net, widthwise::hls::native>(x, fifo0, fifo1);\n"));
    CHECK(holds(top, "(widthwise::get<2>(weights), fifo1, fifo3); // right\n"));
    CHECK(holds(top, "process_outputs<net, widthwise::hls::native>(y, fifo2, fifo3);\n}\n"));
    CHECK(!holds(top, "#include \"weights.hpp\""));
    CHECK(
        holds(s.text("catapult.tcl"), "go assembly\ndirective set /top/fifo0:cns -FIFO_DEPTH 3\n"));
    CHECK(holds(s.text("testbench.cpp"), "top)(weights::value, x, y);"));
    CHECK(holds(s.text("README.md"), "The first argument are the weights"));
}

TEST_CASE("argmax is of one head") {
    scratch const s("widthwise_emit_argmax");
    hls::project p = s.project();
    p.argmax = true;
    CHECK(holds(refusal(s, p), "is of one head: the network has more"));
}

using bit = ww::binary<ww::polarity::zero_one>;
struct gates
    : ww::quantize_t<ww::network<ww::input<2>, ww::linear<2, 1, false>>,
                     ww::by_type<ww::on<ww::op::linear, ww::data_in<bit>, ww::weight<q8>>>> {};
struct bits
    : ww::quantize_t<ww::network<ww::input<2>, ww::relu>,
                     ww::by_type<ww::on<ww::op::relu, ww::data_in<bit>, ww::data_out<bit>>>> {};
using u64 = ww::ufixed<64, 0>;
struct widest
    : ww::quantize_t<ww::network<ww::input<2>, ww::relu>,
                     ww::by_type<ww::on<ww::op::relu, ww::data_in<u64>, ww::data_out<u64>>>> {};

TEST_CASE("ports are the cells of their formats: binary {0, 1}") {
    scratch const s("widthwise_emit_binary");
    ww::parameters<gates> p{};
    ww::get<1>(p).weight(0, 0) = 16;
    ww::get<1>(p).weight(0, 1) = -3;
    hls::emit_project<gates>(s.path / "made", s.project(), p,
                             std::vector<float>{1.0f, -2.0f, -0.5f, 0.0f});
    CHECK(holds(s.text("top.hpp"), "(std::int8_t const (&x)[2], "));
    CHECK(holds(s.text("vectors.hpp"), "static const std::int8_t given[vectors][inputs] =\n"
                                       "    {{1, 0},\n     {0, 1}};"));
    CHECK(holds(s.text("vectors.hpp"), "{{16},\n     {-3}};"));
    fs::rename(s.path / "made", s.path / "other");
    hls::emit_project<bits>(s.path / "made", s.project(), {}, std::vector<float>{-1.0f, 1.0f});
    CHECK(holds(s.text("top.hpp"), "std::int8_t (&y)[2]);"));
    CHECK(holds(s.text("vectors.hpp"), "expected[vectors][outputs] =\n    {{0, 1}};"));
}

TEST_CASE("unsigned values beyond a signed 64-bit number") {
    scratch const s("widthwise_emit_widest");
    hls::project p = s.project();
    std::vector<float> const x{1.0f, 0x1p63f};
    hls::emit_project<widest>(s.path / "made", p, {}, x);
    std::string const table = "std::uint64_t expected[vectors][outputs] =\n"
                              "    {{1, 9223372036854775808u}};";
    CHECK(holds(s.text("vectors.hpp"), table));
    CHECK(holds(s.text("testbench.cpp"), "unsigned long long const got"));
    CHECK(holds(s.text("testbench.cpp"), "output %d: %llu, expected %llu"));
    fs::rename(s.path / "made", s.path / "other");
    p.argmax = true;
    hls::emit_project<widest>(s.path / "made", p, {}, x);
    CHECK(holds(s.text("vectors.hpp"), "std::int32_t expected[vectors][outputs] =\n    {{1}};"));
}

TEST_CASE("every vector goes through forward") {
    hls::detail::vectors v;
    auto const net = std::make_unique<ww::executor<two_heads>>(weights());
    for (std::size_t at = 0; at < samples.size(); at += 3) {
        hls::detail::run_sample<two_heads>(*net, std::span(samples).subspan(at, 3), v);
    }
    hls::detail::check_forward<two_heads, hls::options<>>(weights(), v);
    v.expected[1] += 1;
    CHECK_THROWS_WITH_AS((hls::detail::check_forward<two_heads, hls::options<>>(weights(), v)),
                         doctest::Contains("differs from the executor, vector 0, output 1"),
                         ww::error);
}

TEST_CASE("a project that cannot be made leaves nothing behind") {
    scratch const s("widthwise_emit_bad");
    hls::project const good = s.project();
    hls::project p = good;
    p.header = s.path / "missing.hpp";
    CHECK(holds(refusal(s, p), "missing.hpp: no such file"));
    std::ofstream(s.path / "more.hpp") << "#include <widthwise.hpp>\n#include \"other.hpp\"\n";
    p.header = s.path / "more.hpp";
    CHECK(holds(refusal(s, p), "includes \"other.hpp\""));
    for (char const* line :
         {" #include \"other.hpp\"", "#include\"other.hpp\"", "\t#\tinclude \t\"other.hpp\"",
          "%:include \"other.hpp\"", "/* c */ #include /* c */ \"other.hpp\"", "#include OTHER",
          "#include \\\n\"other.hpp\"", "# include_next <other.hpp>"}) {
        std::ofstream(p.header) << "#include <widthwise.hpp>\r\n" << line;
        CHECK(holds(refusal(s, p), "only <...> can be copied"));
    }

    for (char const* name : {"", "9net", "net; int x", "a\nb", "a@b"}) {
        p = good;
        p.network = name;
        CHECK(holds(refusal(s, p), "project.network is no name: '"));
    }
    p = good;
    p.top = "a::b";
    CHECK(holds(refusal(s, p), "project.top is no name: 'a::b'"));
    for (char const* name : {"int", "while", "char8_t", "xor"}) {
        p.top = name;
        CHECK(holds(refusal(s, p), "project.top is a word of C++: '"));
    }
    for (char const* name : {"_top", "my__top", "WIDTHWISE_HLS_TOP", "size_t"}) {
        p.top = name;
        CHECK(holds(refusal(s, p), "project.top is a reserved name: '"));
    }
    p.network = "::space::net<3>";
    for (char const* name :
         {"main", "std", "x", "vectors", "weights", "CCS_MAIN", "fifo0", "space"}) {
        p.top = name;
        CHECK(holds(refusal(s, p), "project.top is a name that the project has already: '"));
    }
    p = good;
    p.carrier = "native()";
    CHECK(holds(refusal(s, p), "project.carrier is no name"));
    p = good;
    p.part = "x y";
    CHECK(holds(refusal(s, p), "project.part is no name"));
    p = good;
    p.options = "options{}";
    CHECK(holds(refusal(s, p), "project.options is no name"));
    for (double clock : {0.0, -1.0, 1e9, std::numeric_limits<double>::quiet_NaN()}) {
        p = good;
        p.clock = clock;
        CHECK(holds(refusal(s, p), "project.clock is a period in ns"));
    }
    p = good;
    p.library = s.path;
    CHECK(holds(refusal(s, p), "holds no widthwise.hpp: give project.library"));
    CHECK(holds(refusal(s, good, {}), "0 elements are not whole samples of 3"));
    CHECK(holds(refusal(s, good, {1, 2, 3, 4}), "4 elements are not whole samples of 3"));
}

TEST_CASE("what exists stays as it is") {
    scratch const s("widthwise_emit_exists");
    fs::create_directories(s.path / "made");
    std::ofstream(s.path / "made" / "mine") << "kept";
    CHECK_THROWS_WITH_AS(
        hls::emit_project<two_heads>(s.path / "made", s.project(), weights(), samples),
        doctest::Contains("made: exists already"), ww::error);
    CHECK(s.text("mine") == "kept");
    CHECK_THROWS_AS(
        hls::emit_project<two_heads>(s.path / "net.hpp" / "made", s.project(), weights(), samples),
        ww::error);
    CHECK(fs::is_regular_file(s.path / "net.hpp"));
}

TEST_CASE("a folder's name may end in a slash") {
    scratch const s("widthwise_emit_slash");
    std::string const folder = (s.path / "new" / "made").string() + "//";
    hls::emit_project<two_heads>(folder, s.project(), weights(), samples);
    CHECK(fs::is_regular_file(s.path / "new" / "made" / "top.cpp"));
    CHECK_THROWS_WITH_AS(hls::emit_project<two_heads>(folder, s.project(), weights(), samples),
                         doctest::Contains("exists already"), ww::error);
    CHECK_THROWS_WITH_AS(hls::emit_project<two_heads>("", s.project(), weights(), samples),
                         doctest::Contains("no folder's name"), ww::error);
}

TEST_CASE("a folder beside is somebody's") {
    scratch const s("widthwise_emit_beside");
    fs::create_directories(s.path / "made.partial");
    std::ofstream(s.path / "made.partial" / "mine") << "kept";
    std::ofstream(s.path / "made.partial1") << "kept too";
    hls::emit_project<two_heads>(s.path / "made", s.project(), weights(), samples);
    CHECK(fs::file_size(s.path / "made.partial" / "mine") == 4);
    CHECK(fs::file_size(s.path / "made.partial1") == 8);
    CHECK(!fs::exists(s.path / "made.partial2"));
    CHECK(!fs::exists(s.path / "made" / "mine"));
    CHECK(fs::is_regular_file(s.path / "made" / "top.cpp"));
}

TEST_CASE("texts") {
    using hls::detail::braced;
    using hls::detail::fill;
    CHECK(fill("@a@ and @b@, $@, a@b.c, @", {{"a", "1"}, {"b", "@a@"}}) ==
          "1 and @a@, $@, a@b.c, @");
    CHECK(fill("@unknown@@a@", {{"a", "1"}}) == "@unknown@1");
    CHECK(fill("", {}) == "");
    std::vector<std::int64_t> const four{1, -2, 3, INT64_MIN};
    CHECK(braced<std::int64_t>(four, 2) == "{{1, -2},\n     {3, -9223372036854775807 - 1}}");
    std::vector<std::int64_t> const huge{INT64_MAX, INT64_MIN, -1};
    CHECK(braced<std::uint64_t>(huge, 3) ==
          "{{9223372036854775807, 9223372036854775808u, 18446744073709551615u}}");
    std::vector<std::int64_t> const many(200, -1234567);
    std::istringstream lines(braced<std::int32_t>(many, 200));
    for (std::string line; std::getline(lines, line);) {
        CHECK(line.size() <= 100);
    }
    CHECK(hls::detail::integer_name<std::int8_t>() == "std::int8_t");
    CHECK(hls::detail::integer_name<std::uint16_t>() == "std::uint16_t");
    CHECK(hls::detail::integer_name<std::uint64_t>() == "std::uint64_t");
    CHECK(hls::detail::literal<std::int64_t>(-1) == "-1");
}

} // namespace
