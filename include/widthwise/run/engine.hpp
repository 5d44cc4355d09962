// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <algorithm>
#include <atomic>
#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include <widthwise/kernels/aligned.hpp>
#include <widthwise/run/engine_chains.hpp>
#include <widthwise/run/engine_concat.hpp>
#include <widthwise/run/engine_image.hpp>
#include <widthwise/run/engine_steps.hpp>
#include <widthwise/run/error.hpp>
#include <widthwise/run/executor.hpp>
#include <widthwise/run/team.hpp>
#include <widthwise/run/tier.hpp>

namespace widthwise {

/// Runs a network with kernels specialized for its formats: equal bit for bit to the executor for
/// integer formats; float sums are taken by fused multiply-adds in input order, and a float
/// BatchNorm that no cast follows by one (kernels/normalize.hpp), so they differ from its double
/// sums by float rounding. Everything is allocated, and every thread started, at
/// construction. Moves, does not copy. One engine is not for two threads at once.
/// Errors: WIDTHWISE_ISA or t is no tier of this CPU; threads that are not 1 to 1024 or cannot be
/// started.
template <class Net>
class engine {
public:
    static constexpr std::size_t node_count = nodes_of<Net>::size;

    /// threads: how many share the samples of a run, the caller's own among them.
    explicit engine(parameters<Net> const& p, isa::tier t = isa::selected(), int threads = 1)
        : tier_(isa::require(t)), parameters_(std::make_unique<parameters<Net>>(p)),
          core_(view_of(*parameters_, t), t), rooms_(make_rooms(threads)),
          team_(std::make_unique<detail::team>(rooms_.size())) {}

    static constexpr std::size_t input_size() { return executor<Net>::input_size(); }
    static constexpr std::size_t output_size() { return executor<Net>::output_size(); }
    isa::tier tier() const { return tier_; }
    int threads() const { return static_cast<int>(rooms_.size()); }

    /// "node: kernel" for each kernel, in the order they run. A name that ends in "portable" is
    /// no vector kernel of this tier; "specification" is the layer's own forward; f32 pools and
    /// what is done to floats one by one are plain loops.
    std::vector<std::string> kernels() const {
        std::vector<std::string> lines;
        detail::engine_ways const& ways = core_.ways();
        for (std::size_t k = 0; k < ways.steps.size(); ++k) {
            auto const& s = ways.steps[k];
            lines.push_back(std::string(rows_of<Net>()[s.node].name) + ": " + s.kernel +
                            ways.others(k));
        }
        return lines;
    }

    /// y[n, output_size] = net(x[n, input_size]); x and y do not overlap. Threads take samples by
    /// the chunk, so a batch of one chunk wakes none. Errors: spans that hold no whole samples, an
    /// engine that was moved from.
    void run(std::span<float const> x, std::span<float> y) {
        std::size_t const samples = x.size() / input_size();
        if (x.size() % input_size() != 0 || y.size() != samples * output_size()) {
            throw error("engine", "input and output",
                        "spans of " + std::to_string(x.size()) + " and " +
                            std::to_string(y.size()) + " elements do not hold whole samples of " +
                            std::to_string(input_size()) + " -> " + std::to_string(output_size()));
        }
        if (parameters_ == nullptr) {
            throw error("engine", {}, "has been moved from");
        }
        if (rooms_.size() == 1 || samples <= core_.chunk()) {
            widthwise::kernels::tile_scope const tiles(tiles_of(samples));
            for (std::size_t first = 0; first < samples; first += core_.chunk()) {
                run_chunk(rooms_[0], x.data(), y.data(), first, samples);
            }
            return;
        }
        std::size_t const chunks = (samples + core_.chunk() - 1) / core_.chunk();
        batch all{this, x.data(), y.data(), samples, {}};
        team_->run(std::min(rooms_.size(), chunks) - 1, &take_chunks, &all);
    }

private:
    /// What one thread works in.
    struct room {
        widthwise::kernels::aligned_vector<std::byte> arena;
        std::unique_ptr<workspace> scratch;
    };
    /// What the threads of one run share.
    struct batch {
        engine* self;
        float const* x;
        float* y;
        std::size_t samples;
        std::atomic<std::size_t> next; ///< chunk that nobody has taken
    };

    /// The tier, where a run of that many samples needs its tiles.
    isa::tier tiles_of(std::size_t samples) const {
        return core_.uses_tiles(std::min(samples, core_.chunk())) ? tier_ : isa::tier::scalar;
    }
    static void take_chunks(void* with, std::size_t member) {
        batch& all = *static_cast<batch*>(with);
        std::size_t const chunk = all.self->core_.chunk();
        widthwise::kernels::tile_scope const tiles(all.self->tiles_of(all.samples));
        for (;;) {
            std::size_t const first = all.next.fetch_add(1, std::memory_order_relaxed) * chunk;
            if (first >= all.samples) {
                return;
            }
            all.self->run_chunk(all.self->rooms_[member], all.x, all.y, first, all.samples);
        }
    }
    void run_chunk(room& own, float const* x, float* y, std::size_t first,
                   std::size_t samples) const {
        widthwise::kernels::context c;
        c.arena = own.arena.data();
        c.scratch = own.scratch.get();
        c.x = x + first * input_size();
        c.y = y + first * output_size();
        c.y_stride = output_size();
        c.samples = static_cast<int>(std::min(core_.chunk(), samples - first));
        for (auto const& s : core_.ways().of(static_cast<std::size_t>(c.samples))) {
            s.run(s.data.get(), c);
        }
    }

    static detail::network_view view_of(parameters<Net> const& p, isa::tier t) {
        detail::network_view v;
        v.size = node_count;
        v.rows = rows_of<Net>();
        v.first = facts_of<Net>().first;
        v.edge = facts_of<Net>().edge;
        v.out = facts_of<Net>().out;
        v.format = edge_formats_of<Net>().out;
        v.work = widthwise::kernels::plan_of<Net>.of;
        v.order = widthwise::kernels::plan_of<Net>.order;
        v.readers = widthwise::kernels::plan_of<Net>.readers;
        [&]<std::size_t... I>(std::index_sequence<I...>) {
            v.source = {detail::source_of<Net, I>(p, t)...};
        }
        (std::make_index_sequence<node_count>{});
        v.parameters = &p;
        v.input_size = input_size();
        v.output_size = output_size();
        return v;
    }
    std::vector<room> make_rooms(int threads) const {
        if (threads < 1 || threads > 1024) {
            throw error("engine", {}, "cannot run on " + std::to_string(threads) + " threads");
        }
        std::vector<room> rooms;
        for (int k = 0; k < threads; ++k) {
            rooms.push_back(room{widthwise::kernels::aligned_vector<std::byte>(core_.arena_bytes()),
                                 std::make_unique<workspace>(executor<Net>::make_workspace())});
            core_.clear(rooms.back().arena.data());
        }
        return rooms;
    }

    isa::tier tier_;
    std::unique_ptr<parameters<Net>> parameters_;
    detail::engine_core core_;
    std::vector<room> rooms_;
    std::unique_ptr<detail::team> team_;
};

} // namespace widthwise
