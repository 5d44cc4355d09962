// SPDX-License-Identifier: Apache-2.0
// The processes and FIFOs of forward_stream cycle by cycle: nothing blocks, a sample takes what
// estimate says, and one follows another as fast as the slowest process allows.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include <widthwise/graph/zoo.hpp>
#include <widthwise/hls/fifos.hpp>
#include <widthwise/hls/measures.hpp>
#include <widthwise/passes/quantize.hpp>

namespace ww = widthwise;
namespace hls = widthwise::hls;

namespace {

/// What a process does with a sample, in order.
struct phase {
    enum { receives, works, sends, takes_port, gives_port } kind;
    std::int64_t cycles;
    std::size_t edge; ///< received
};
struct process {
    std::vector<phase> phases;
    std::vector<std::size_t> readers; ///< edges it sends on
    std::size_t at = 0;
    std::int64_t done = 0, samples = 0;
};

template <class Net>
std::vector<process> processes_of(hls::network_resources<ww::nodes_of<Net>::size> const& r) {
    auto const& f = ww::facts_of<Net>();
    std::vector<process> all;
    process inputs;
    for (std::size_t i = 0; i < ww::nodes_of<Net>::size; ++i) {
        ww::layer_row const& layer = *ww::rows_of<Net>()[i].layer;
        process p;
        for (std::size_t k = 0; k < hls::detail::reader_count<Net>(i); ++k) {
            p.readers.push_back(hls::detail::edge_table<Net>::written(i, static_cast<int>(k)));
        }
        if (hls::detail::is_input<Net>(i)) {
            REQUIRE(p.readers.size() == 1); // below, one process reads them all
            inputs.phases.push_back({phase::takes_port, f.out[i].elements(), p.readers[0]});
            if (all.empty()) {
                all.emplace_back();
            }
            all[0] = inputs;
            continue;
        }
        if (hls::detail::is_alias(layer)) {
            continue;
        }
        bool const output = layer.kind == ww::fx_kind::output;
        bool const gathers = layer.op == ww::op_id<ww::op::concat>;
        for (int e = f.first[i]; e < f.first[i + 1]; ++e) {
            std::int64_t const n = f.out[f.edge[e]].elements();
            p.phases.push_back(
                {output ? phase::gives_port : phase::receives, n, static_cast<std::size_t>(e)});
            if (gathers) {
                p.phases.push_back({phase::works, n, 0});
            }
        }
        if (!output) {
            std::int64_t const moved = f.inputs(i).elements() + f.out[i].elements();
            if (!gathers) {
                p.phases.push_back({phase::works, r.node[i].latency - moved, 0});
            }
            p.phases.push_back({phase::sends, f.out[i].elements(), 0});
        }
        all.push_back(p);
    }
    return all;
}

/// The cycles in which y has each of its samples whole.
template <class Net, class Options>
std::vector<std::int64_t> ends_of(int samples) {
    auto const r = hls::estimate<Net, Options>(hls::form::streams);
    std::vector<process> all = processes_of<Net>(r);
    std::vector<std::int64_t> held(ww::tables_of<Net>::edges), ends;
    auto const room = [&](std::size_t e) { return held[e] < hls::edge_depth<Net>(e); };
    for (std::int64_t cycle = 1; ends.size() < static_cast<std::size_t>(samples); ++cycle) {
        REQUIRE(cycle < 100000 * samples); // else something blocks
        for (process& p : all) {           // writers stand before readers
            phase const& now = p.phases[p.at];
            bool moves = true;
            switch (now.kind) {
            case phase::works:
                break;
            case phase::receives:
            case phase::gives_port:
                moves = held[now.edge] > 0;
                held[now.edge] -= moves ? 1 : 0;
                break;
            case phase::takes_port:
                moves = room(now.edge);
                held[now.edge] += moves ? 1 : 0;
                break;
            case phase::sends:
                moves = std::all_of(p.readers.begin(), p.readers.end(), room);
                for (std::size_t e : p.readers) {
                    held[e] += moves ? 1 : 0;
                }
                break;
            }
            p.done += moves ? 1 : 0;
            if (moves && p.done == now.cycles) {
                p.done = 0;
                p.at = p.at + 1 == p.phases.size() ? 0 : p.at + 1;
                p.samples += p.at == 0 ? 1 : 0;
                if (p.at == 0 && &p == &all.back()) {
                    ends.push_back(cycle);
                }
            }
        }
    }
    return ends;
}

template <class Net, class Options = hls::options<>>
void as_estimated() {
    auto const r = hls::estimate<Net, Options>(hls::form::streams);
    std::vector<std::int64_t> const ends = ends_of<Net, Options>(12);
    CHECK(ends[0] == r.total.latency);
    CHECK(ends[11] - ends[10] == r.total.initiation_interval);
    CHECK(ends[10] - ends[9] == r.total.initiation_interval);
}

using q8 = ww::integer<8, 4>;
using all8 = ww::by_type<ww::otherwise<ww::data_in<q8>, ww::weight<q8>, ww::bias<q8>>>;
template <class Net>
struct in8 : ww::quantize_t<Net, all8> {};
WIDTHWISE_NAME(a);
WIDTHWISE_NAME(b);
WIDTHWISE_NAME(c);
WIDTHWISE_NAME(d);
WIDTHWISE_NAME(e);
WIDTHWISE_NAME(f);
WIDTHWISE_NAME(g);
/// Two inputs, a way around three processes and one around all, two heads.
struct branches
    : ww::network<ww::node<a, ww::input<5>>, ww::node<b, ww::input<3>>,
                  ww::node<c, ww::linear<5, 6>, a>, ww::node<d, ww::linear<6, 6>, c>,
                  ww::node<e, ww::add, d, c>, ww::node<f, ww::concat<0>, b, e>,
                  ww::node<g, ww::linear<9, 6>, f>, ww::node<ww::output_name, ww::output, e, g>> {};

} // namespace

TEST_CASE("a chain") {
    as_estimated<in8<ww::zoo::jet_16_64_32_32_5>>();
    as_estimated<in8<ww::zoo::jet_16_64_32_32_5>, hls::options<hls::reuse<16>>>();
    as_estimated<in8<ww::zoo::jet_16_64_32_32_5>, hls::options<hls::reuse<1>>>();
}
TEST_CASE("a residual: its FIFO keeps the samples that the long way holds") {
    as_estimated<in8<ww::zoo::residual_mlp>>();
    as_estimated<in8<ww::zoo::residual_mlp>, hls::options<hls::reuse<1>>>();
}
TEST_CASE("an image") { as_estimated<in8<ww::zoo::small_cnn>>(); }
TEST_CASE("branches, inputs and heads") {
    as_estimated<in8<branches>>();
    as_estimated<in8<branches>, hls::options<hls::reuse<1>>>();
}
