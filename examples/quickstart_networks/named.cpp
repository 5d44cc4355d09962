#include <widthwise/graph/zoo.hpp>

#include "main_job.hpp"

namespace zoo = ww::zoo;
WIDTHWISE_STRING(some_layers, "fc[12]");

void run_jet(request const& wanted) { run<zoo::jet_16_64_32_32_5, zoo::fc1, some_layers>(wanted); }
void run_residual_mlp(request const& wanted) {
    run<zoo::residual_mlp, zoo::fc1, some_layers>(wanted);
}
