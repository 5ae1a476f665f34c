// The task `pretrain`: trains the model of names that the package carries, and writes it.

import Foundation
import Lab4
import Reports
import Shared

/// Trains the embedded model from nothing, and writes it where the package keeps it.
///
/// Equal seeds give equal bytes.
func pretrain(_ page: inout LabPage, _ lab: inout Lab4State) throws {
  let (data, options) = (try TextData.names(), lab.options)
  let shape = TextPlan.names(data)
  var generator = SeededGenerator(seed: options.seed)
  var model = LanguageModel(shape, using: &generator)
  let training = TextTraining(steps: lab.steps(1_600), rate: 0.004, lastShare: 0.02)
  page.say(
    "\(data.name): \(data.size) to learn from. The model has \(grouped(model.parameterCount)) parameters."
  )
  var note = page
  let log = training.train(
    &model, on: data, seed: options.seed,
    beginPart: { part, steps in
      note.progress("part \(part + 1) of \(training.parts)", total: steps, unit: "steps")
    },
    endPart: { _, log in
      guard let (step, loss) = log.validation.last else { return }
      note.say("After \(step) steps \(fixedText(loss, decimals: 3)) nats on the validation part.")
    })
  page = note
  let test = loss(of: model, on: data.test)
  page.number("loss on the test part", "\(fixedText(test, decimals: 3)) nats a character")
  page.number("seconds", fixedText(log.seconds, decimals: 0))
  let name = options.quick ? "names-quick.safetensors" : "names.safetensors"
  let folder = URL(fileURLWithPath: "Lab4-Sequences/Main/Resources")
  let file = options.quick ? page.file(named: name) : folder.appendingPathComponent(name)
  try SavedWriter(model, shape, on: data).write(
    to: file, madeBy: "swift run Lab4-Sequences pretrain --seed \(options.seed)")
  page.number("written to", page.path(of: file))
}
