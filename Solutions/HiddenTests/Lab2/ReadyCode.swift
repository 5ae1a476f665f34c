// What the code that stands ready in Lab 2 refuses: wrong calls that stop before they reach anything
// that a learner writes. No exercise has points for them.

import Lab2
import Shared
import Testing

#if compiler(>=6.3)  // Tests of exits that capture values are new in 6.3.

  /// A wrong call and what its message must contain.
  struct WrongCall: Sendable {
    let message: String
    let body: @Sendable () -> Void

    init(_ message: String, _ body: @escaping @Sendable () -> Void) {
      self.message = message
      self.body = body
    }
  }

  struct ReadyCodeTests {
    @Test(arguments: wrongCalls.indices)
    func aWrongCallStopsWithAMessage(index: Int) async throws {
      let result = await #expect(
        processExitsWith: .failure, observing: [\.standardErrorContent]
      ) { [index = index as Int] in
        wrongCalls[index].body()
      }
      let output = String(decoding: try #require(result).standardErrorContent, as: UTF8.self)
      #expect(output.contains(wrongCalls[index].message))
    }
  }

  private let wrongCalls = numbers + shapes + records

  private let numbers = [
    WrongCall("LeakyReLU: the slope must be from 0 to 1 — 1.5") { _ = LeakyReLU(slope: 1.5) },
    WrongCall("ELU: α must be positive — 0.0") { _ = ELU(alpha: 0) },
    WrongCall("VarianceScaling: a layer has inputs and outputs — 4 and 0") {
      _ = VarianceScaling.he(.normal).standardDeviation(inputs: 4, outputs: 0)
    },
    WrongCall("varianceThroughLayers: a number of layers is needed — -1") {
      var generator = SeededGenerator(seed: 1)
      _ = varianceThroughLayers([[1]], layers: -1, activation: { $0 }, using: &generator) { _ in
        [[1]]
      }
    },
    WrongCall("BatchNorm: at least one feature") { _ = BatchNorm(features: 0) },
    WrongCall("a momentum from 0 to 1") { _ = BatchNorm(features: 2, momentum: 1.5) },
    WrongCall("a momentum from 0 to 1") { _ = BatchNorm(features: 2, momentum: -0.1) },
    WrongCall("and a positive ε are needed — 2, 0.1, 0.0") {
      _ = BatchNorm(features: 2, epsilon: 0)
    },
    WrongCall("LayerNorm: at least one feature") { _ = LayerNorm(features: 0) },
    WrongCall("and a positive ε are needed — 2, -1.0") { _ = LayerNorm(features: 2, epsilon: -1) },
    WrongCall("Dropout: the rate is the share that is dropped") { _ = Dropout(rate: .nan) },
    WrongCall("at least 0 and below 1 — -0.5") { _ = Dropout(rate: -0.5) },
    WrongCall("l1Penalty: λ must not be negative — -0.5") { _ = l1Penalty([1], strength: -0.5) },
    WrongCall("l2Penalty: λ must not be negative — nan") { _ = l2Penalty([1], strength: .nan) },
    WrongCall("smoothedTargets: ε must be from 0 to 1 — -0.1") {
      _ = smoothedTargets(labels: [0], classes: 2, smoothing: -0.1)
    },
  ]

  private let shapes = [
    WrongCall("LeakyReLU.backward: dy must have the shape of the latest input — dy [1, 2]") {
      var layer = LeakyReLU()
      _ = layer.backward([[1, 2]])
    },
    WrongCall("ELU.backward: dy must have the shape of the latest input") {
      var layer = ELU()
      _ = layer.backward([[1, 2]])
    },
    WrongCall("Swish.backward: dy must have the shape of the latest input") {
      var layer = Swish()
      _ = layer.backward([[1, 2]])
    },
    WrongCall("GELU.backward: dy must have the shape of the latest input") {
      var layer = GELU()
      _ = layer.backward([[1, 2]])
    },
    WrongCall("BatchNorm.forward: an input with 2 features is needed — [4, 3]") {
      var (layer, context) = (BatchNorm(features: 2), Context(.inference))
      _ = layer.forward(Tensor(zeros: [4, 3]), &context)
    },
    WrongCall("BatchNorm.forward: an input with 2 features is needed — [4, 2, 5]") {
      var (layer, context) = (BatchNorm(features: 2), Context(.inference))
      _ = layer.forward(Tensor(zeros: [4, 2, 5]), &context)
    },
    WrongCall("BatchNorm.backward: dy must have the shape of the latest output — dy [1, 2]") {
      var layer = BatchNorm(features: 2)
      _ = layer.backward([[1, 2]])
    },
    WrongCall("LayerNorm.forward: an input with 2 features on the last axis is needed — [2, 3]") {
      var (layer, context) = (LayerNorm(features: 2), Context(.training))
      _ = layer.forward(Tensor(zeros: [2, 3]), &context)
    },
    WrongCall("LayerNorm.forward: an input with 2 features on the last axis is needed — [2]") {
      var (layer, context) = (LayerNorm(features: 2), Context(.training))
      _ = layer.forward([1, 2], &context)
    },
    WrongCall("LayerNorm.backward: dy must have the shape of the latest output — dy [1, 2]") {
      var layer = LayerNorm(features: 2)
      _ = layer.backward([[1, 2]])
    },
    WrongCall("smoothedCrossEntropy: one label a row is needed") {
      _ = smoothedCrossEntropy(logits: Tensor(zeros: [0, 2]), labels: [], smoothing: 0.1)
    },
    WrongCall("smoothedCrossEntropy: one label a row is needed") {
      _ = smoothedCrossEntropy(logits: [1, 2], labels: [0, 1], smoothing: 0.1)
    },
  ]

  private let records = [
    WrongCall("TrainingRecord: series of [2, 1, 2, 2, 2] entries") {
      _ = TrainingRecord(
        classes: 2, trainingLosses: [1, 1], validationLosses: [1], trainingAccuracies: [0, 0],
        validationAccuracies: [0, 0], gradientNorms: [[1], [1]])
    },
    WrongCall("TrainingRecord: series of [0, 0, 0, 0, 0] entries") {
      _ = TrainingRecord(
        classes: 2, trainingLosses: [], validationLosses: [], trainingAccuracies: [],
        validationAccuracies: [], gradientNorms: [])
    },
    WrongCall("TrainingRecord: an entry without a gradient norm") {
      _ = TrainingRecord(
        classes: 2, trainingLosses: [1], validationLosses: [1], trainingAccuracies: [0],
        validationAccuracies: [0], gradientNorms: [[]])
    },
  ]

#endif
