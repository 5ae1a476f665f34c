// 3.16 Saliency, Grad-CAM, occlusion: three answers to the question which pixels a prediction hangs on.

import Lab1
import Shared

/// Saliency: how much the label's logit changes when a pixel does.
///
/// ```
/// S[h, w] = max over the channels c of |d logit[label] / d x[c, h, w]|
/// ```
/// The logit and not the probability: softmax's slope would mix in the other classes, and of a certain
/// prediction it is 0. In inference mode. The network's own gradients are zeroed at the end: backward
/// has added to them what belongs to no training.
///
/// Source: Simonyan, Vedaldi and Zisserman, 2014.
///
/// - Parameters:
///   - network: From images to logits [N, classes]; its first layer must hand the gradient on
///     (`needsInputGradient`).
///   - image: [C, H, W], or [1, C, H, W].
///   - label: The class that is asked about.
/// - Returns: S, [H, W], 0 or more.
public func saliency(_ network: inout Sequential, image: Tensor, label: Int) -> Tensor {
  todo("3.16 saliency")
}

/// A small map spread over a larger area, between its numbers on straight lines.
///
/// Pixel i of the result lies at `(i + ½) · h/H − ½` of the map: centres of pixels are compared, not
/// corners (PyTorch: `interpolate(mode="bilinear", align_corners=False)`). Its neighbours are the two
/// numbers around that place, the nearer one with the larger weight; beyond the border the border's
/// own number counts.
///
/// - Parameters:
///   - map: [h, w].
///   - height: H of the result.
///   - width: W of the result.
/// - Returns: [H, W].
public func enlarged(_ map: Tensor, height: Int, width: Int) -> Tensor {
  todo("3.16 enlarged")
}

/// The weights of each small number in each large one, shape [`count`, `small`]: rows sum to 1.
func interpolation(from small: Int, to count: Int) -> Tensor {
  var weights = Tensor(zeros: [count, small])
  for index in 0..<count {
    let place = (Float(index) + 0.5) * Float(small) / Float(count) - 0.5
    let inside = min(max(place, 0), Float(small - 1))
    let before = Int(inside)
    let share = inside - Float(before)
    weights[index, before] += 1 - share
    weights[index, min(before + 1, small - 1)] += share
  }
  return weights
}

/// Grad-CAM: which places of a feature map speak for the label.
///
/// With A [K, h, w] the maps behind `layer`, and everything in inference mode:
///
/// ```
/// dA        = d logit[label] / dA                 backward down to the layer behind `layer`
/// α[k]      = mean over the places of dA[k]       how much channel k is wanted
/// cam[h, w] = max(0, Σ_k α[k] · A[k, h, w])       what speaks *against* the label is left out
/// ```
/// then `enlarged` to the image and divided by its largest value, where that is above 0. Maps of the
/// last convolution are best: nothing later knows where things are. The network's own gradients are
/// zeroed at the end.
///
/// Source: Selvaraju and others, "Grad-CAM", 2017.
///
/// - Parameters:
///   - network: From images to logits [N, classes].
///   - layer: The layer whose output is looked at; 0 is the first, and one must follow.
///   - image: [C, H, W], or [1, C, H, W].
///   - label: The class that is asked about.
/// - Returns: The map, [H, W], in 0…1.
public func gradCAM(
  _ network: inout Sequential, layer: Int, image: Tensor, label: Int
) -> Tensor {
  require(
    network.layers.indices.dropLast().contains(layer),
    "gradCAM: layer \(layer) has no layer behind it — \(network.layers.count) layers — use one that"
      + " gives maps [N, K, H, W]")
  todo("3.16 gradCAM")
}

/// Occlusion: how much the label's probability drops when a patch of the image is covered.
///
/// Patches stand as the windows of a convolution without padding do, every `stride` pixels. Each is
/// filled in a copy of the image, in all channels, and its drop is `p(image) − p(covered image)` with
/// the softmax probabilities of the label. A pixel gets the mean drop of the patches over it, 0 where
/// there is none; below 0 means that the pixel speaks against the label. In inference mode, all covered
/// images in one batch.
///
/// No gradient is asked: what it shows happened. Source: Zeiler and Fergus, 2014.
///
/// - Parameters:
///   - network: From images to logits [N, classes].
///   - image: [C, H, W], or [1, C, H, W].
///   - label: The class that is asked about.
///   - size: Height and width of a patch, at most those of the image.
///   - stride: Pixels between two patches.
///   - fill: What covers the patch.
/// - Returns: The mean drops, [H, W].
public func occlusionMap(
  _ network: inout Sequential, image: Tensor, label: Int, size: Int, stride: Int, fill: Float = 0
) -> Tensor {
  let x = asBatch(image)
  let (_, _, height, width) = x.shape.nchw
  require(
    size >= 1 && stride >= 1 && size <= min(height, width),
    "occlusionMap: the patches do not fit — size \(size), stride \(stride), image \(x.shape) — use a"
      + " size from 1 to the smaller side, and a stride of at least 1")
  todo("3.16 occlusionMap")
}

/// The upper left corners of all patches, row by row.
func patchPlaces(height: Int, width: Int, size: Int, stride: Int) -> [(row: Int, column: Int)] {
  Swift.stride(from: 0, through: height - size, by: stride).flatMap { row in
    Swift.stride(from: 0, through: width - size, by: stride).map { (row, $0) }
  }
}

/// A copy of an image [1, C, H, W] with one patch filled.
func covering(_ x: Tensor, at place: (row: Int, column: Int), size: Int, with fill: Float) -> Tensor
{
  var result = x
  for channel in 0..<x.shape[1] {
    for row in place.row..<place.row + size {
      for column in place.column..<place.column + size { result[0, channel, row, column] = fill }
    }
  }
  return result
}

/// The share of a map that lies in a rectangle: of a Grad-CAM map, how well it points at an object.
///
/// - Parameters:
///   - map: [H, W], not negative.
///   - rows: Rows of the rectangle.
///   - columns: Its columns.
/// - Returns: From 0 to 1; 0 where the map is 0 everywhere.
public func mass(of map: Tensor, inside rows: Range<Int>, _ columns: Range<Int>) -> Float {
  todo("3.16 mass")
}
