// SPDX-License-Identifier: Apache-2.0
//
// The main function of every bench program:
//   --out FILE       what was measured, as JSON
//   --only REGEX     groups whose name matches
//   --repetitions N  of every contender (25)
//   --min-time S     of one repetition (0.01)
//   --once           every contender once: that it starts and agrees, not how long it takes
#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <exception>
#include <fstream>
#include <iostream>
#include <regex>

#include <unistd.h>

#include <nlohmann/json.hpp>

#include "group.hpp"
#include "peaks.hpp"

namespace bench {

std::vector<listed_group>& groups() {
    static std::vector<listed_group> all;
    return all;
}

namespace {

struct options {
    std::string out;
    std::string only = ".*";
    int repetitions = 25;
    double min_time = 0.01;
    bool once = false;
};

options parse(int argc, char** argv) {
    options o;
    for (int i = 1; i < argc; ++i) {
        std::string const flag = argv[i];
        if (flag == "--once") {
            o.once = true;
            continue;
        }
        if (i + 1 == argc) {
            throw std::runtime_error(flag + ": unknown, or without its value");
        }
        std::string const value = argv[++i];
        if (flag == "--out") {
            o.out = value;
        } else if (flag == "--only") {
            o.only = value;
        } else if (flag == "--repetitions") {
            o.repetitions = std::stoi(value);
        } else if (flag == "--min-time") {
            o.min_time = std::stod(value);
        } else {
            throw std::runtime_error(flag + ": unknown");
        }
    }
    return o;
}

/// Files every repetition under its contender.
class collector : public benchmark::BenchmarkReporter {
public:
    explicit collector(group& g) : group_(g) {}
    bool ReportContext(Context const&) override { return true; }
    void ReportRuns(std::vector<Run> const& runs) override {
        for (Run const& run : runs) {
            if (run.run_type == Run::RT_Iteration) {
                std::size_t const index = std::stoul(run.run_name.function_name);
                group_.contenders[index].seconds.push_back(run.cpu_accumulated_time /
                                                           static_cast<double>(run.iterations));
            }
        }
    }

private:
    group& group_;
};

/// The settings are the library's own flags, so that they hold for every group alike.
void initialize(char* program, options const& o) {
    std::vector<std::string> flags{
        program, "--benchmark_enable_random_interleaving=true",
        "--benchmark_repetitions=" + std::to_string(o.once ? 1 : o.repetitions),
        "--benchmark_min_time=" + std::to_string(o.once ? 1e-9 : o.min_time)};
    std::vector<char*> argv;
    for (std::string& flag : flags) {
        argv.push_back(flag.data());
    }
    int argc = static_cast<int>(argv.size());
    benchmark::Initialize(&argc, argv.data());
}

nlohmann::json to_json(std::string const& group_name, contender const& c) {
    nlohmann::json row{{"group", group_name}, {"name", c.name},       {"kind", c.kind},
                       {"rival", c.rival},    {"samples", c.samples}, {"macs", c.macs},
                       {"peak", c.peak},      {"bytes", c.bytes},     {"isa", c.isa},
                       {"kernels", c.kernels}};
    if (!c.absent.empty()) {
        row["absent"] = c.absent;
        return row;
    }
    row["seconds"] = c.seconds;
    return row;
}

/// The peaks that a group's rows are fractions of take turns with them: a clock that falls while
/// they run falls for both.
void add_peaks(group& g) {
    auto const wanted = [&](peak const& p) {
        return std::any_of(g.contenders.begin(), g.contenders.end(), [&](contender const& c) {
            return c.macs > 0 &&
                   (c.peak == p.family || (c.peak == "int8" && (p.family == std::string("amx") ||
                                                                p.family == std::string("int16"))));
        });
    };
    std::vector<peak> present;
    for (peak const& p : peaks()) {
        if (p.present() && wanted(p)) {
            present.push_back(p);
        }
    }
    for (peak const& p : present) {
        contender what;
        what.name = p.name;
        what.kind = "peak";
        what.peak = p.family;
        what.macs = p.macs;
        g.ours(what, p.run);
    }
}

/// One thread for everyone. OpenMP reads its environment before main begins, so the program starts
/// itself again with it.
void one_thread(char** argv) {
    char const* const threads = std::getenv("OMP_NUM_THREADS");
    if (threads != nullptr && std::string(threads) == "1") {
        return;
    }
    setenv("OMP_NUM_THREADS", "1", 1);
    execv("/proc/self/exe", argv);
    throw std::runtime_error("cannot start itself with OMP_NUM_THREADS=1; set it");
}

int run(int argc, char** argv) {
    options const o = parse(argc, argv);
    initialize(argv[0], o);
    list_groups();
    nlohmann::json rows = nlohmann::json::array();
    std::regex const wanted(o.only);
    for (listed_group const& listed : groups()) {
        if (!std::regex_search(listed.name, wanted)) {
            continue;
        }
        std::cerr << listed.name << "\n";
        group g;
        benchmark::ClearRegisteredBenchmarks();
        listed.fill(g);
        if (listed.name != "peak") {
            add_peaks(g);
        }
        collector collect(g);
        benchmark::RunSpecifiedBenchmarks(&collect);
        for (contender const& c : g.contenders) {
            if (c.absent.empty() && c.seconds.empty()) {
                throw std::runtime_error(listed.name + ": " + c.name + " was not measured");
            }
            rows.push_back(to_json(listed.name, c));
            if (o.once) {
                std::cout << listed.name << ": " << c.name
                          << (c.absent.empty() ? "" : " (" + c.absent + ")") << "\n";
            }
        }
    }
    benchmark::ClearRegisteredBenchmarks();
    if (!o.out.empty()) {
        std::ofstream file(o.out);
        file << rows.dump(1) << "\n";
        file.close();
        if (!file) {
            throw std::runtime_error(o.out + ": cannot be written");
        }
    }
    return 0;
}

} // namespace
} // namespace bench

int main(int argc, char** argv) {
    try {
        bench::one_thread(argv);
        return bench::run(argc, argv);
    } catch (std::exception const& failure) {
        std::cerr << argv[0] << ": " << failure.what() << "\n";
        return 1;
    }
}
