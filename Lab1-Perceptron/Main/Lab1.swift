// Lab 1's executable: its sections in the order of the exercises, each using only exercises up to its
// own number, so that a learner sees the lab grow.

import Reports

/// The lab as its command line shows it.
let lab1 = LabCommand<Lab1State>(
  name: "Lab1-Perceptron", title: "Lab 1 · From one neuron to handwritten digits",
  report: "Reports/lab1.html",
  sections: [
    LabSection("warm-up", "Broadcasting and the matrix product", uses: "1.0", warmUp),
    LabSection("neuron", "A neuron, and gates made of it", uses: "1.1", neuron),
    LabSection("perceptron", "The perceptron learns AND, never XOR", uses: "1.2", perceptron),
    LabSection("activations", "Activation functions and their slopes", uses: "1.3", activations),
    LabSection("losses", "Why cross-entropy, and why stable", uses: "1.3 1.4", losses),
    LabSection("linear", "The linear layer", uses: "1.4 1.5", linear),
    LabSection("initialization", "Where learning starts", uses: "1.3 to 1.6", initialization),
    LabSection("mlp", "A hidden layer bends the boundary", uses: "1.4 1.7", network),
    LabSection("gradient-check", "Is the gradient right?", uses: "1.5 to 1.8", gradientCheck),
    LabSection("optimizers", "Optimizers race down a valley", uses: "1.9", optimizers),
    LabSection("batches", "Batch size and learning rate", uses: "1.4 1.7 1.9 1.10", batches),
    LabSection("sanity", "Two checks before training", uses: "1.4 1.7 1.9 1.11", sanity),
    LabSection("regression", "Predicting a number from a table", uses: "1.4 to 1.12", regression),
    LabSection("autograd", "Gradients from a tape", uses: "1.4 1.7 1.13", autograd),
    LabSection("digits", "A network reads handwritten digits", uses: "1.3 to 1.11", digits),
    LabSection("mistakes", "What it still gets wrong", uses: "1.3 to 1.11", mistakes),
    LabSection("weights", "What the hidden units look for", uses: "1.3 to 1.11", weights),
    LabSection("export", "The same network in PyTorch and Keras", uses: "1.3 to 1.11", export),
  ])
