"""What Chromium's PDF viewer passes of references that are selected in a page of two columns.

The page is that of `tools.browser.bibliography`; a native test checks that this is still what is
passed: all in one line, the columns in order, and ligatures as letters. Words that were hyphenated
are whole, but a hyphen of their own at a line's end is lost ("metalearning").
"""

REFERENCES = (
    "[1] D. Bahdanau, K. Cho, and Y. Bengio. Neural machine translation by jointly learning "
    "to align and translate. In ICLR, 2015. arXiv:1409.0473.",
    "[2] C. M. Bishop. Pattern Recognition and Machine Learning. Springer, 2006.",
    "[3] C. Finn, P. Abbeel, and S. Levine. Model-agnostic metalearning for fast adaptation "
    "of deep networks. In ICML, 2017.",
    "[4] K. He, X. Zhang, S. Ren, and J. Sun. Deep residual learning for image recognition. "
    "In Proceedings of the IEEE Conference on Computer Vision and Pattern Recognition, pages "
    "770–778, 2016.",
    "[5] S. Hochreiter and J. Schmidhuber. Long short-term memory. Neural Computation, "
    "9(8):1735–1780, 1997.",
    "[6] S. Ioffe and C. Szegedy. Batch normalization: Accelerating deep network training by "
    "reducing internal covariate shift. In Proceedings of the 32nd International Conference "
    "on Machine Learning, pages 448–456, 2015.",
    "[7] A. Krizhevsky, I. Sutskever, and G. E. Hinton. ImageNet classification with deep "
    "convolutional neural networks. In Advances in Neural Information Processing Systems 25, "
    "pages 1106–1114, 2012.",
    "[8] Y. LeCun, L. Bottou, Y. Bengio, and P. Haffner. Gradient-based learning applied to "
    "document recognition. Proceedings of the IEEE, 86(11):2278–2324, 1998.",
    "[9] J. Long, E. Shelhamer, and T. Darrell. Fully convolutional networks for semantic "
    "segmentation. In Proceedings of the IEEE Conference on Computer Vision and Pattern "
    "Recognition, pages 3431–3440, 2015.",
    "[10] J. Pennington, R. Socher, and C. D. Manning. GloVe: Global vectors for word "
    "representation. In EMNLP, pages 1532–1543, 2014. doi:10.3115/v1/D14-1162.",
    "[11] F. Rosenblatt. The perceptron: A probabilistic model for information storage and "
    "organization in the brain. Psychological Review, 65(6):386–408, 1958.",
    "[12] N. Srivastava, G. Hinton, A. Krizhevsky, I. Sutskever, and R. Salakhutdinov. "
    "Dropout: A simple way to prevent neural networks from overfitting. Journal of Machine "
    "Learning Research, 15:1929–1958, 2014.",
    "[13] I. Sutskever, O. Vinyals, and Q. V. Le. Sequence to sequence learning with neural "
    "networks. In Advances in Neural Information Processing Systems 27, pages 3104–3112, "
    "2014.",
    "[14] A. Vaswani, N. Shazeer, N. Parmar, et al. Attention is all you need. In Advances "
    "in Neural Information Processing Systems 30, 2017. arXiv:1706.03762.",
)
"""In order; the first one has the number 1. A space joins them."""

TITLES = (
    "Neural machine translation by jointly learning to align and translate",
    "Pattern Recognition and Machine Learning",
    "Model-agnostic metalearning for fast adaptation of deep networks",
    "Deep residual learning for image recognition",
    "Long short-term memory",
    "Batch normalization: Accelerating deep network training by reducing internal covariate shift",
    "ImageNet classification with deep convolutional neural networks",
    "Gradient-based learning applied to document recognition",
    "Fully convolutional networks for semantic segmentation",
    "GloVe: Global vectors for word representation",
    "The perceptron: A probabilistic model for information storage and organization in the brain",
    "Dropout: A simple way to prevent neural networks from overfitting",
    "Sequence to sequence learning with neural networks",
    "Attention is all you need",
)
IDS = {1: "1409.0473", 10: "D14-1162@ACL", 14: "1706.03762"}


def selected(first: int, last: int) -> str:
    """The selection that runs from the reference with the number `first` to the end of `last`."""
    return " ".join(REFERENCES[first - 1 : last])
