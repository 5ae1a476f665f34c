// The rows of the table. To add a topic, say `conv`:
//
// 1. `Rows+Conv.swift`: `let convRows = [Row("conv", "conv-lenet1", .flops(2 * 4e6), peer: "1 28 5") {
//    options in … ; return { one call of ours } }]`, and name `convRows` below. A row's name begins with
//    its topic or any other word; both select it on the command line.
// 2. `Peers/conv.py`: a function for each library that has a peer, `def numpy(*words)`, `def torch(…)`,
//    `def jax(…)`. It gets the words of `peer`, prepares the work and returns a function that does it
//    once, to the end (`block_until_ready`). A further variant, `def torch_channels_last(…)`, is a
//    column of its own. A library without a function has no entry in the topic.
//
// `.flops` are compared with the peak of this processor, `.bytes` (read and written, each once) with
// the bandwidth of its memory, `.other` with neither. For a row of `.memory` the table shows the peak
// of a process that does the work twice, and nothing else.

let allRows =
  matmulRows + convolutionRows + poolingRows + elementwiseRows + trainingRows + clothesRows
  + memoryRows + startRows + networkRows + sequenceRows

/// One thing measured: a call of ours, and the same work by the peers.
struct Row: Sendable {
  let topic: String
  let name: String
  let work: Work
  /// What `Peers/<topic>.py` gets to know the work; nil where there is no peer.
  let peer: String?
  /// Prepares the work; the closure that comes back does it once.
  let prepare: @Sendable (Options) throws -> () -> Void

  init(
    _ topic: String, _ name: String, _ work: Work = .other, peer: String? = nil,
    prepare: @escaping @Sendable (Options) throws -> () -> Void
  ) {
    (self.topic, self.name, self.work, self.peer, self.prepare) =
      (topic, name, work, peer, prepare)
  }
}

/// What limits a row.
enum Work: Sendable {
  /// Floating-point operations of one call: the arithmetic.
  case flops(Double)
  /// Bytes that one call must read and write: the memory.
  case bytes(Double)
  /// Memory: measured are bytes instead of seconds.
  case memory
  case other
}
