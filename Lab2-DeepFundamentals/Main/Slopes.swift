// What several sections measure of a layer.

import Shared

/// What a layer's backward multiplies a gradient by, at every x.
func slope(of layer: some Layer, at x: Tensor) -> Tensor {
  var (layer, context) = (layer, Context(.training))
  _ = layer.forward(x, &context)
  return layer.backward(Tensor(ones: x.shape))
}
