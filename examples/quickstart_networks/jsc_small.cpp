#include <widthwise/graph/zoo.hpp>

#include "main_job.hpp"

namespace zoo = ww::zoo;
WIDTHWISE_STRING(some_blocks, "seq_blocks_[25]");

void run_jsc_tiny(request const& wanted) {
    run<zoo::jsc_tiny, ww::seq_blocks<2>, some_blocks>(wanted);
}
void run_jsc_toy(request const& wanted) {
    run<zoo::jsc_toy, ww::seq_blocks<2>, some_blocks>(wanted);
}
