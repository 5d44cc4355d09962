// What the quickstart's command line asks for, and the networks it can be asked of. Each network is
// compiled in a file of its own group, so that a machine's cores share the work.
#pragma once
#include <filesystem>
#include <string>

struct request {
    std::string network = "jsc_toy";
    std::string config = "by-type";
    std::filesystem::path data{};    // empty: synthetic jets
    std::filesystem::path weights{}; // empty: train
    std::filesystem::path output = "widthwise_output";
    int epochs = 10;
};

void run_jsc_tiny(request const& wanted);
void run_jsc_toy(request const& wanted);
void run_jsc_s(request const& wanted);
void run_jsc_test(request const& wanted);
void run_jet(request const& wanted);
void run_residual_mlp(request const& wanted);
