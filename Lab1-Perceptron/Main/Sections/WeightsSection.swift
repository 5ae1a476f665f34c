// Section weights: what the hidden units look for, as pictures.

import Lab1
import Reports
import Shared

func weights(_ page: inout LabPage, _ lab: inout Lab1State) throws {
  let result = try lab.trained(&page)
  page.say(
    """
    Each hidden unit has one weight for every pixel, so its weights are a picture: where they are \
    positive, ink excites it; where negative, ink inhibits it. Before training it was noise.
    """)
  let weight = result.parameters[0]  // [H, 784]
  let norms = sqrt(square(weight).sum(along: 1)).scalars
  let order = norms.indices.sorted { norms[$0] > norms[$1] }
  let shown = Array(order.prefix(32))
  page.show(
    ImageGrid(
      "The strongest hidden units", pictures(weight.rows(at: shown)),
      captions: shown.map { "unit \($0)" }, colors: .diverging))
  page.number("hidden units", "\(order.count)")
  page.number("norm of the strongest", Double(norms[order[0]]))
  page.number("norm of the weakest", Double(norms[order[order.count - 1]]))
}
