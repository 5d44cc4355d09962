// SPDX-License-Identifier: Apache-2.0
#pragma once

/// Directives of the HLS tools, one macro each; nothing at all on an ordinary compiler, so that no
/// warning is raised and no attribute is unknown. The one header outside core/config.hpp that
/// defines macros: a directive is read by the preprocessor or not at all.
///
/// The tool is known by a macro it predefines: __CATAPULT__, __BAMBU__, __SYCL_DEVICE_ONLY__
/// (oneAPI), __VITIS_HLS__, and at last __SYNTHESIS__, which several of them define, as Vitis HLS.
/// -DWIDTHWISE_HLS_{CATAPULT,BAMBU,ONEAPI,VITIS} forces one: do so for Catapult, which is not known
/// to define __CATAPULT__ everywhere (public scripts define it themselves).
///
/// Vitis HLS reads a directive inside the loop or function, and behind a variable, the others
/// before it, and before its label (as Catapult's public sources have it):
///     WIDTHWISE_HLS_BEFORE_PIPELINE(1)
///     WIDTHWISE_HLS_LABEL(outputs)
///     for (int i = 0; i < n; ++i) {
///         WIDTHWISE_HLS_PIPELINE(1)
/// Numbers may be names of constants of the function. What a tool has no word for is empty:
/// memories and ports are settings of Catapult's project.
/// Source: AMD UG1399 (pragma HLS ...); Catapult's hls_ pragmas as hls4ml and HLSLibs write them;
/// Bambu's release notes 2024.03 (HLS interface, unroll, inline, dataflow), its dataflow example
/// (static channels; interface before, dataflow inside the function) and clang's loop pragmas;
/// Intel's FPGA loop and memory attributes (a variable's stand before it).

#if defined(WIDTHWISE_HLS_CATAPULT) || defined(WIDTHWISE_HLS_BAMBU) ||                             \
    defined(WIDTHWISE_HLS_ONEAPI) || defined(WIDTHWISE_HLS_VITIS)
// forced
#elif defined(__CATAPULT__)
#define WIDTHWISE_HLS_CATAPULT 1
#elif defined(__BAMBU__)
#define WIDTHWISE_HLS_BAMBU 1
#elif defined(__SYCL_DEVICE_ONLY__)
#define WIDTHWISE_HLS_ONEAPI 1
#elif defined(__VITIS_HLS__) || defined(__SYNTHESIS__)
#define WIDTHWISE_HLS_VITIS 1
#endif

// clang-format off: spaces inside a directive are part of it
#define WIDTHWISE_HLS_PRAGMA(...) _Pragma(#__VA_ARGS__)

#if defined(WIDTHWISE_HLS_VITIS)
#define WIDTHWISE_HLS_LABEL(name) name:
#define WIDTHWISE_HLS_PIPELINE(ii) WIDTHWISE_HLS_PRAGMA(HLS pipeline II=ii)
#define WIDTHWISE_HLS_UNROLL WIDTHWISE_HLS_PRAGMA(HLS unroll)
#define WIDTHWISE_HLS_PARTITION(variable_) \
    WIDTHWISE_HLS_PRAGMA(HLS array_partition variable=variable_ complete)
#define WIDTHWISE_HLS_PARTITION_CYCLIC(variable_, lanes) \
    WIDTHWISE_HLS_PRAGMA(HLS array_partition variable=variable_ cyclic factor=lanes)
#define WIDTHWISE_HLS_RESHAPE_BLOCK(variable_, blocks_) \
    WIDTHWISE_HLS_PRAGMA(HLS array_reshape variable=variable_ block factor=blocks_)
#define WIDTHWISE_HLS_DATAFLOW WIDTHWISE_HLS_PRAGMA(HLS dataflow)
#define WIDTHWISE_HLS_INTERFACE(mode_, port_) \
    WIDTHWISE_HLS_PRAGMA(HLS interface mode=mode_ port=port_)
#define WIDTHWISE_HLS_DISAGGREGATE(variable_) \
    WIDTHWISE_HLS_PRAGMA(HLS disaggregate variable=variable_)
#define WIDTHWISE_HLS_INLINE WIDTHWISE_HLS_PRAGMA(HLS inline)
#define WIDTHWISE_HLS_BIND_STORAGE(variable_, type_, impl_) \
    WIDTHWISE_HLS_PRAGMA(HLS bind_storage variable=variable_ type=type_ impl=impl_)
#define WIDTHWISE_HLS_STREAM_DEPTH(variable_, depth_) \
    WIDTHWISE_HLS_PRAGMA(HLS stream variable=variable_ depth=depth_)
#elif defined(WIDTHWISE_HLS_CATAPULT)
#define WIDTHWISE_HLS_LABEL(name) name:
#define WIDTHWISE_HLS_BEFORE_PIPELINE(ii) WIDTHWISE_HLS_PRAGMA(hls_pipeline_init_interval ii)
#define WIDTHWISE_HLS_BEFORE_UNROLL WIDTHWISE_HLS_PRAGMA(hls_unroll yes)
#define WIDTHWISE_HLS_TOP WIDTHWISE_HLS_PRAGMA(hls_design top)
#define WIDTHWISE_HLS_BEFORE_PROCESS WIDTHWISE_HLS_PRAGMA(hls_design block)
#define WIDTHWISE_HLS_CHANNEL static
#elif defined(WIDTHWISE_HLS_BAMBU)
#define WIDTHWISE_HLS_BEFORE_UNROLL WIDTHWISE_HLS_PRAGMA(clang loop unroll(full))
#define WIDTHWISE_HLS_BEFORE_INTERFACE(mode_, port_) \
    WIDTHWISE_HLS_PRAGMA(HLS interface port=port_ mode=mode_)
#define WIDTHWISE_HLS_DATAFLOW WIDTHWISE_HLS_PRAGMA(HLS dataflow)
#define WIDTHWISE_HLS_INLINE WIDTHWISE_HLS_PRAGMA(HLS inline)
#define WIDTHWISE_HLS_CHANNEL static
#elif defined(WIDTHWISE_HLS_ONEAPI)
#define WIDTHWISE_HLS_BEFORE_PIPELINE(ii) [[intel::initiation_interval(ii)]]
#define WIDTHWISE_HLS_BEFORE_UNROLL WIDTHWISE_HLS_PRAGMA(unroll)
#define WIDTHWISE_HLS_BEFORE_REGISTERS [[intel::fpga_register]]
#define WIDTHWISE_HLS_BEFORE_BANKS(banks_) [[intel::numbanks(widthwise::hls::power_of_two(banks_))]]
#endif

// Everything else is nothing.
#ifndef WIDTHWISE_HLS_LABEL
#define WIDTHWISE_HLS_LABEL(name)
#endif
#ifndef WIDTHWISE_HLS_BEFORE_PIPELINE
#define WIDTHWISE_HLS_BEFORE_PIPELINE(ii)
#endif
#ifndef WIDTHWISE_HLS_PIPELINE
#define WIDTHWISE_HLS_PIPELINE(ii)
#endif
#ifndef WIDTHWISE_HLS_BEFORE_UNROLL
#define WIDTHWISE_HLS_BEFORE_UNROLL
#endif
#ifndef WIDTHWISE_HLS_UNROLL
#define WIDTHWISE_HLS_UNROLL
#endif
#ifndef WIDTHWISE_HLS_PARTITION
#define WIDTHWISE_HLS_PARTITION(variable_)
#endif
#ifndef WIDTHWISE_HLS_PARTITION_CYCLIC
#define WIDTHWISE_HLS_PARTITION_CYCLIC(variable_, lanes)
#endif
#ifndef WIDTHWISE_HLS_RESHAPE_BLOCK
#define WIDTHWISE_HLS_RESHAPE_BLOCK(variable_, blocks_)
#endif
#ifndef WIDTHWISE_HLS_BEFORE_REGISTERS
#define WIDTHWISE_HLS_BEFORE_REGISTERS
#endif
#ifndef WIDTHWISE_HLS_BEFORE_BANKS
#define WIDTHWISE_HLS_BEFORE_BANKS(banks_)
#endif
#ifndef WIDTHWISE_HLS_DATAFLOW
#define WIDTHWISE_HLS_DATAFLOW
#endif
#ifndef WIDTHWISE_HLS_BEFORE_INTERFACE
#define WIDTHWISE_HLS_BEFORE_INTERFACE(mode_, port_)
#endif
#ifndef WIDTHWISE_HLS_INTERFACE
#define WIDTHWISE_HLS_INTERFACE(mode_, port_)
#endif
#ifndef WIDTHWISE_HLS_TOP
#define WIDTHWISE_HLS_TOP
#endif
#ifndef WIDTHWISE_HLS_BEFORE_PROCESS
#define WIDTHWISE_HLS_BEFORE_PROCESS
#endif
#ifndef WIDTHWISE_HLS_CHANNEL
#define WIDTHWISE_HLS_CHANNEL
#endif
#ifndef WIDTHWISE_HLS_DISAGGREGATE
#define WIDTHWISE_HLS_DISAGGREGATE(variable_)
#endif
#ifndef WIDTHWISE_HLS_INLINE
#define WIDTHWISE_HLS_INLINE
#endif
#ifndef WIDTHWISE_HLS_BIND_STORAGE
#define WIDTHWISE_HLS_BIND_STORAGE(variable_, type_, impl_)
#endif
#ifndef WIDTHWISE_HLS_STREAM_DEPTH
#define WIDTHWISE_HLS_STREAM_DEPTH(variable_, depth_)
#endif
// clang-format on
