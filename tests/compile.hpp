// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/folder.hpp"

/// Compiles sources that a test has written, with the compiler the test was built with.
namespace compile {

#if defined(__clang__)
inline char const* const compiler = "clang++-14";
#else
inline char const* const compiler = "g++-12";
#endif

/// With what is written to it.
struct folder : tests::folder {
    std::filesystem::path write(std::string const& name, std::string const& text) const {
        std::ofstream(path / name, std::ios::binary) << text;
        return path / name;
    }
};

inline std::string read(std::filesystem::path const& file) {
    std::ifstream in(file, std::ios::binary);
    return std::string(std::istreambuf_iterator<char>(in), {});
}

struct outcome {
    bool good;
    std::string output;
    double seconds;
    double user_seconds; // of the command itself, whatever else the machine does
    double mebibytes;    // the most that one of its processes held
};
/// Runs a command in a folder; its output is caught.
inline outcome run(folder const& in, std::string const& command) {
    auto const start = std::chrono::steady_clock::now();
    auto const log = in.path / "command.log";
    std::string const line = "cd '" + in.path.string() + "' && (" + command + ") >command.log 2>&1";
    ::pid_t const child = ::fork();
    if (child == 0) {
        ::execl("/bin/sh", "sh", "-c", line.c_str(), static_cast<char*>(nullptr));
        ::_exit(127);
    }
    int status = -1;
    ::rusage used{};
    bool const ended = child > 0 && ::wait4(child, &status, 0, &used) == child;
    std::chrono::duration<double> const took = std::chrono::steady_clock::now() - start;
    return {ended && status == 0, read(log), took.count(),
            static_cast<double>(used.ru_utime.tv_sec) +
                1e-6 * static_cast<double>(used.ru_utime.tv_usec),
            static_cast<double>(used.ru_maxrss) / 1024};
}
/// C++14 against the library's headers: "-c a.cpp", "-fsyntax-only a.cpp", "a.cpp b.cpp -o a".
inline outcome cxx14(folder const& in, std::string const& arguments) {
    std::string const include = std::string(WIDTHWISE_TESTS_DIR) + "/../include";
    return run(in, std::string("LC_ALL=C ") + compiler +
                       " -std=c++14 -pedantic-errors -Wall -Wextra -Wconversion -Werror -I '" +
                       include + "' -I . " + arguments);
}

} // namespace compile
