// Section export: the trained weights in a file that PyTorch and Keras read.

import Foundation
import Lab1
import ModelFiles
import Reports
import Shared

func export(_ page: inout LabPage, _ lab: inout Lab1State) throws {
  let result = try lab.trained(&page)
  let url = page.file(named: "lab1-mlp.safetensors")
  let path = page.path(of: url)
  let names = ["0.weight", "0.bias", "2.weight", "2.bias"]
  let tensors = Array(zip(names, result.parameters))
  let file = SafeTensors(tensors, metadata: ["format": "pt"])
  try file.write(to: url)
  let restored = try SafeTensors(contentsOf: url)
  let differences = try tensors.map { abs(try restored.tensor($0.0) - $0.1).max() }
  page.say("The weights, under the names that PyTorch gives the same network, are in \(path).")
  page.table(
    ["tensor", "shape", "numbers"],
    tensors.map { [$0.0, $0.1.shape.description, "\($0.1.count)"] })
  page.number("size", "\((file.encoded().count + 1023) / 1024) KiB")
  page.number("largest difference after reading it back", Double(differences.max() ?? 0))
  page.say("In PyTorch:")
  page.code(
    """
    from safetensors.torch import load_file
    from torch import nn
    model = nn.Sequential(
        nn.Linear(784, \(result.hiddenUnits)), nn.ReLU(),
        nn.Linear(\(result.hiddenUnits), 10))
    model.load_state_dict(
        load_file("\(path)"))
    """)
  page.say("In Keras, whose weights are [in, out]:")
  page.code(
    """
    import keras
    from safetensors.numpy import load_file
    w = load_file("\(path)")
    model = keras.Sequential([
        keras.Input((784,)),
        keras.layers.Dense(\(result.hiddenUnits), "relu"),
        keras.layers.Dense(10)])
    model.set_weights([w["0.weight"].T, w["0.bias"],
                       w["2.weight"].T, w["2.bias"]])
    """)
  showLogits(result, try lab.digits().heldOut.labels[0], on: &page)
}

/// What the same digit must give over there.
private func showLogits(_ result: TrainedDigits, _ label: Int, on page: inout LabPage) {
  page.say("Both must give these logits for the first held-out digit, a \(label):")
  page.code(result.logits[row: 0].scalars.map { fixedText($0, decimals: 3) }.joined(separator: " "))
}
