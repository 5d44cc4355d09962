// standard: c++14
// A network is a type. Its shapes are checked where it is defined; asking it is a constant.
#include <cstdio>

#include <widthwise.hpp>

namespace ww = widthwise;

struct classifier : ww::network<ww::input<16>,        // x
                                ww::batch_norm1d<16>, // seq_blocks_0
                                ww::relu,             // seq_blocks_1
                                ww::linear<16, 5>,    // seq_blocks_2
                                ww::relu> {};         // seq_blocks_3, then output

static_assert(ww::shape_of<classifier>("seq_blocks_2") == ww::extents(5), "five classes");
static_assert(ww::parameter_count<classifier>() == 117, "");
static_assert(ww::flops<classifier>(ww::batch{8}).total == 1320, "");

int main() {
    for (std::size_t i = 0; i < ww::size_of<classifier>(); ++i) {
        ww::node_row const& node = ww::rows_of<classifier>()[i];
        ww::shape const& out = ww::facts_of<classifier>().out[i];
        std::printf("%-12s %-12s -> [%d]\n", node.name, node.layer->op_name, out[0]);
    }
}
