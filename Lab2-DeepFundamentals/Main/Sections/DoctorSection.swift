// Section doctor: six runs, each spoilt on purpose in its own way, and a healthy one.

import Lab1
import Lab2
import Reports
import Shared

func doctor(_ page: inout LabPage, _ lab: inout Lab2State) throws {
  page.say(
    """
    Seven short trainings on clothes. Six are sick on purpose; the doctor sees only their records, \
    losses, accuracies and gradient norms by epoch.
    """)
  let patients = patients(try lab.clothes(), seed: lab.options.seed)
  page.compare(
    patients.map { patient in
      LineChart(
        patient.name,
        [
          Series("training", patient.record.trainingLosses, startingAt: 0),
          Series("validation", patient.record.validationLosses, startingAt: 0),
        ])
    })
  page.table(
    ["patient", "planted", "the doctor says"],
    patients.map { patient in
      [
        patient.name, patient.planted?.rawValue ?? "nothing",
        patient.record.diagnosis?.rawValue ?? "healthy",
      ]
    })
  let cures = Set(patients.compactMap(\.record.diagnosis))
  page.table(
    ["against", "it prescribes"],
    TrainingProblem.allCases.filter(cures.contains).map { [$0.rawValue, $0.advice.cure] })
  let right = patients.count { $0.record.diagnosis == $0.planted }
  page.number("right findings", "\(right) of \(patients.count)")
}

private struct Patient {
  let name: String
  let planted: TrainingProblem?
  let record: TrainingRecord
}

private func patients(_ clothes: FashionData, seed: UInt64) -> [Patient] {
  let (training, validation) = (clothes.training.prefix(600), clothes.validation.prefix(300))
  let many = RecordedRun(
    training: clothes.training.prefix(2000), validation: validation, epochs: 6)
  let usual = RecordedRun(training: training, validation: validation, epochs: 12)
  let few = RecordedRun(
    training: training.prefix(100), validation: validation, epochs: 60, batchSize: 20)
  var disordered = many
  disordered.training.labels = disordered.training.labels.shuffled(seed)
  var inverted = usual
  inverted.validation.inputs = -validation.inputs
  let (small, deep) = (2, 10)
  return [
    Patient("2,000 pictures, rate 0.05", nil, many, hidden: small, rate: 0.05, seed: seed),
    Patient("rate 10", .explodingGradients, usual, hidden: small, rate: 10, seed: seed),
    Patient(
      "ten layers of sigmoids", .vanishingGradients, usual, hidden: deep, rate: 0.05, seed: seed,
      activation: { Sigmoid() }),
    Patient("rate 0.0005", .slowTraining, usual, hidden: small, rate: 0.0005, seed: seed),
    Patient(
      "labels out of order", .lossNotFalling, disordered, hidden: small, rate: 0.02, seed: seed),
    Patient(
      "validation in negative", .poorGeneralization, inverted, hidden: small, rate: 0.05, seed: seed
    ),
    Patient("100 pictures, 60 epochs", .overfitting, few, hidden: small, rate: 0.1, seed: seed),
  ]
}

extension Patient {
  init(
    _ name: String, _ planted: TrainingProblem?, _ run: RecordedRun, hidden: Int, rate: Float,
    seed: UInt64, activation: () -> any Layer = { ReLU() }
  ) {
    var generator = SeededGenerator(seed: seed)
    var network = stack(hidden: hidden, width: 32, activation: activation, using: &generator)
    self.name = name
    self.planted = planted
    record = run.train(&network, SGD(learningRate: rate), seed: seed)
  }
}

extension [Int] {
  fileprivate func shuffled(_ seed: UInt64) -> [Int] {
    var generator = SeededGenerator(seed: seed)
    return rows(at: generator.permutation(count))
  }
}
