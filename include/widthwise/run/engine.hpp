// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <algorithm>
#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include <widthwise/run/engine_image.hpp>
#include <widthwise/run/error.hpp>
#include <widthwise/run/executor.hpp>

namespace widthwise {

/// Runs a network with kernels specialised for its formats: equal bit for bit to the executor for
/// integer formats; float sums are taken by fused multiply-adds in input order, so they differ from
/// its double sums by float rounding. Allocates at construction only. Errors: WIDTHWISE_ISA names no
/// tier of this CPU; spans that hold no whole samples.
template <class Net>
class engine {
public:
    static constexpr std::size_t node_count = nodes_of<Net>::size;

    explicit engine(parameters<Net> const& p, isa::tier t = isa::selected())
        : tier_(t), parameters_(std::make_unique<parameters<Net>>(p)),
          core_(view_of(*parameters_, t), t) {
        make_room(1);
    }

    static constexpr std::size_t input_size() { return executor<Net>::input_size(); }
    static constexpr std::size_t output_size() { return executor<Net>::output_size(); }
    isa::tier tier() const { return tier_; }

    /// "node: kernel" for each kernel, in the order they run.
    std::vector<std::string> kernels() const {
        std::vector<std::string> lines;
        for (auto const& s : core_.steps()) {
            lines.push_back(std::string(rows_of<Net>()[s.node].name) + ": " + s.kernel);
        }
        return lines;
    }

    /// y[n, output_size] = net(x[n, input_size]), samples shared among that many threads.
    void run(std::span<float const> x, std::span<float> y, int threads = 1) {
        std::size_t const samples = x.size() / input_size();
        if (x.size() % input_size() != 0 || y.size() != samples * output_size()) {
            throw error("engine", "input and output",
                        "spans of " + std::to_string(x.size()) + " and " +
                            std::to_string(y.size()) + " elements do not hold whole samples of " +
                            std::to_string(input_size()) + " -> " + std::to_string(output_size()));
        }
        std::size_t const parts = std::clamp<std::size_t>(
            static_cast<std::size_t>(std::max(threads, 1)), 1, std::max<std::size_t>(samples, 1));
        if (parts == 1) {
            run_part(0, x.data(), y.data(), samples);
            return;
        }
        make_room(parts);
        std::vector<std::jthread> others;
        std::size_t const each = (samples + parts - 1) / parts;
        for (std::size_t k = 0; k < parts; ++k) {
            std::size_t const first = std::min(k * each, samples);
            std::size_t const count = std::min(each, samples - first);
            others.emplace_back([this, k, count, from = x.data() + first * input_size(),
                                 to = y.data() + first * output_size()] {
                run_part(k, from, to, count);
            });
        }
    }

private:
    struct alignas(64) line {
        std::byte bytes[64];
    };
    struct room {
        std::vector<line> arena;
        std::unique_ptr<workspace> scratch;
    };
    void run_part(std::size_t k, float const* x, float* y, std::size_t samples) {
        room& own = rooms_[k];
        for (std::size_t first = 0; first < samples; first += core_.chunk()) {
            widthwise::kernels::context c;
            c.arena = reinterpret_cast<std::byte*>(own.arena.data());
            c.scratch = own.scratch.get();
            c.x = x + first * input_size();
            c.y = y + first * output_size();
            c.x_stride = input_size();
            c.y_stride = output_size();
            c.samples = static_cast<int>(std::min(core_.chunk(), samples - first));
            for (auto const& s : core_.steps()) {
                s.run(s.data.get(), c);
            }
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
        v.readers = widthwise::kernels::plan_of<Net>.readers;
        v.order = widthwise::kernels::plan_of<Net>.order;
        [&]<std::size_t... I>(std::index_sequence<I...>) {
            v.source = {detail::source_of<Net, I>(p, t)...};
        }
        (std::make_index_sequence<node_count>{});
        v.parameters = &p;
        v.input_size = input_size();
        v.output_size = output_size();
        return v;
    }
    void make_room(std::size_t parts) {
        while (rooms_.size() < parts) {
            rooms_.push_back(room{std::vector<line>(core_.arena_bytes() / sizeof(line) + 1),
                                  std::make_unique<workspace>(executor<Net>::make_workspace())});
            core_.clear(reinterpret_cast<std::byte*>(rooms_.back().arena.data()));
        }
    }

    isa::tier tier_;
    std::unique_ptr<parameters<Net>> parameters_;
    detail::engine_core core_;
    std::vector<room> rooms_;
};

} // namespace widthwise
