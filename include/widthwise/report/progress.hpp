// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstddef>
#include <cstdint>
#include <ostream>
#include <string>
#include <string_view>

namespace widthwise::report {

/// Epoch 2/20 [#####---------------] 21/84 loss=0.912
/// On a terminal (isatty, asked by the caller) one line, redrawn; elsewhere, in a log, one plain
/// line for each epoch, with its last state.
class progress {
public:
    progress(std::ostream& to, bool terminal) : out(to), redraw(terminal) {}

    /// epoch and step count from 1; metrics is text such as "loss=0.912".
    void update(int epoch, int epochs, int step, int steps, std::string_view metrics) {
        if (!redraw && epoch != shown) {
            print();
        }
        shown = epoch;
        line = "Epoch " + std::to_string(epoch) + "/" + std::to_string(epochs);
        if (redraw) {
            line += " [" + bar(step, steps) + "]";
        }
        line += " " + std::to_string(step) + "/" + std::to_string(steps);
        line.append(metrics.empty() ? "" : " ").append(metrics);
        if (redraw) {
            auto const blanks = drawn > line.size() ? drawn - line.size() : 0;
            out << '\r' << line << std::string(blanks, ' ') << std::flush;
            drawn = line.size();
        }
    }
    /// Ends the line; another update begins a new one.
    void finish() {
        if (redraw && drawn > 0) {
            out << '\n' << std::flush;
        } else if (!redraw) {
            print();
        }
        line.clear();
        drawn = 0;
    }

private:
    static std::string bar(int step, int steps) {
        constexpr int columns = 20;
        int const capped = step < 0 ? 0 : step < steps ? step : steps;
        auto const full =
            steps > 0 ? static_cast<std::size_t>(columns * std::int64_t{capped} / steps) : 0;
        return std::string(full, '#') + std::string(columns - full, '-');
    }
    void print() {
        if (!line.empty()) {
            out << line << '\n' << std::flush;
            line.clear();
        }
    }

    std::ostream& out;
    bool redraw;
    int shown = 0;
    std::size_t drawn = 0; ///< columns of the last redraw, to erase a longer line
    std::string line{};
};

} // namespace widthwise::report
