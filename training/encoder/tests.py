#!/usr/bin/env python3
"""What training and the program must agree on, worked by hand. Usage: python -m unittest tests"""
import itertools, unittest
import numpy as np
import torch
import units
from average import average
from chain import chain_loss, log_total
from data import IGNORE, cut, distances, mark, reopened, whole_words
from decode import runs, viterbi
from model import Attribution
from pieces import AFTER_BREAK, LARGEST, Pieces, windows, word_shape
from score import linked_pairs, score_attributions


class Reading(unittest.TestCase):
    def test_shapes(self):
        shapes = {"said": 1, "Kim": 2, "A": 2, "KCNA": 3, "McCain": 4, "15th": 5, "“": 6, "金": 0}
        self.assertEqual({word: word_shape(word) for word in shapes}, shapes)

    def test_pieces_keep_their_places(self):
        text = "Séléka left.\nKCNA reported it."
        reading = Pieces().read(text)
        self.assertEqual(text[reading.spans[0, 0]:reading.spans[0, 0] + 1], "S")
        opens = [text[start:end] for (start, end), shape in zip(reading.spans, reading.shapes) if shape >= AFTER_BREAK]
        self.assertEqual([word[0] for word in opens], ["S", "K"])
        self.assertEqual(len(reading.sentences), 2)
        self.assertEqual(reading.ends_paragraph, [True, True])

    def test_windows_hold_every_piece_once(self):
        text = "\n".join("The mayor of the town said that it would open on Friday. Nobody came." for _ in range(60))
        reading = Pieces().read(text + "\n" + "word " * 600)
        made = windows(reading)
        held = [piece for window in made for start, end in window for piece in range(start, end)]
        self.assertEqual(held, list(range(len(reading.pieces))))
        self.assertTrue(all(sum(end - start for start, end in window) <= LARGEST for window in made))
        # The first window ends with a paragraph, as one ends past its middle.
        self.assertEqual(reading.text[reading.spans[made[0][-1][1] - 1, 1]], "\n")


class Weights(unittest.TestCase):
    def test_averages_keep_types(self):
        states = [dict(a=torch.tensor([1.0, 2.0]), n=torch.tensor(4)), dict(a=torch.tensor([3.0, 2.0]), n=torch.tensor(4))]
        made = average(states)
        self.assertEqual((made["a"].tolist(), made["n"].item(), made["n"].dtype), ([2.0, 2.0], 4, torch.int64))


class Labels(unittest.TestCase):
    def test_every_run_begins_with_its_first_label(self):
        # A run that began before, one of another kind that goes on, and pieces that are no words.
        labels = np.array([2, IGNORE, 2, 6, 6, 0, 4, 3, 4, 1, 2])
        self.assertEqual(reopened(labels).tolist(), [1, IGNORE, 2, 5, 6, 0, 3, 3, 4, 1, 2])

    def test_only_first_pieces_are_marked(self):
        reading = Pieces().read("Rodong Sinmun said so.")
        labels = np.zeros(len(reading.pieces), int)
        mark(labels, reading, (0, 13), 1)
        words = np.flatnonzero(reading.first)
        self.assertEqual(labels[words].tolist(), [1, 2, 0, 0, 0])
        self.assertEqual(set(labels[~reading.first].tolist()), {0})

    def test_distances_are_from_the_nearest_piece(self):
        self.assertEqual(distances(np.array([2, 5]), 8).tolist(), [62, 63, 64, 65, 63, 64, 65, 66])
        self.assertEqual(distances(np.array([0]), 200)[-1], 128)

    def test_cues_have_all_pieces_of_their_words(self):
        reading = Pieces().read("Rodong Sinmun said so.")
        window, _ = cut(reading, [(0, len(reading.pieces))], [0], [])
        last = np.flatnonzero(window.first)[2]
        self.assertEqual(whole_words(window, [1]).tolist()[-1] + 1, np.flatnonzero(window.first)[1])
        self.assertEqual(whole_words(window, [last]).tolist(), [last])


class Decoding(unittest.TestCase):
    def test_no_inside_without_its_begin(self):
        logits = np.random.default_rng(1).normal(size=(50, 30, 5))
        for row in viterbi(logits):
            for before, label in zip([0, *row], row):
                self.assertTrue(label not in (2, 4) or before in (label - 1, label))

    def test_best_path_is_not_the_best_labels(self):
        # I alone is likeliest at the second word, but needs the B that costs least at the first.
        self.assertEqual(viterbi(np.array([[[1.0, 0.5, 9.0], [0.0, 0.0, 3.0]]])).tolist(), [[1, 2]])

    def test_a_needed_label_is_there_at_the_least_cost(self):
        logits = np.array([[[1.0, 0.0, 0.0], [1.0, 0.5, 0.0], [1.0, 0.2, 0.9]]])
        self.assertEqual(viterbi(logits).tolist(), [[0, 0, 0]])
        self.assertEqual(viterbi(logits, needed=1).tolist(), [[0, 1, 0]])
        for row in viterbi(np.random.default_rng(1).normal(size=(50, 20, 5)) + [4, 0, 0, 0, 0], needed=3):
            self.assertIn(3, row.tolist())

    def test_runs(self):
        self.assertEqual(runs([0, 1, 2, 3, 3, 4, 0, 2]), [[1, 1, 3], [3, 3, 4], [3, 4, 6], [1, 7, 8]])


class Chains(unittest.TestCase):
    def test_likelihoods_of_all_allowed_sequences_sum_to_one(self):
        torch.manual_seed(1)
        logits, real = torch.randn(1, 4, 3), torch.tensor([[True, True, True, False]])
        total = 0.0
        for sequence in itertools.product(range(3), repeat=3):
            if all(label != 2 or before in (1, 2) for before, label in zip((0, *sequence), sequence)):
                labels = torch.tensor([[*sequence, -100]])
                total += float(torch.exp(-3 * chain_loss(logits, labels)))
        self.assertAlmostEqual(total, 1.0, places=4)
        self.assertEqual(log_total(logits, real).shape, (1,))


class Units(unittest.TestCase):
    def test_the_first_border_met_ends_a_unit(self):
        self.assertEqual(units.end_of(np.array([-5.0, -5.0, 5.0, -5.0, 9.0])), 2)

    def test_borders_are_seen_by_the_words_around_them(self):
        states = np.arange(8, dtype=np.float32)[:, None] + 1
        at, rows = units.borders(dict(states=states, firsts=np.arange(8)), 1)
        self.assertEqual(at.tolist(), [5, 6, 7, 8])
        self.assertEqual(rows[:, :4].tolist(), [[4, 5, 6, 7], [5, 6, 7, 8], [6, 7, 8, 0], [7, 8, 0, 0]])
        self.assertEqual(rows[:, 4:].argmax(1).tolist(), [3, 4, 5, 6])

    def test_a_logistic_regression_finds_a_border(self):
        rows = np.array([[-2.0], [-1.0], [1.0], [2.0]])
        weights, bias = units.binary(rows, np.array([0, 0, 1, 1]), np.ones(4), 1e-3)
        self.assertTrue(((rows @ weights + bias > 0) == [False, False, True, True]).all())


class Scoring(unittest.TestCase):
    def test_links_need_content_and_source(self):
        made = lambda source, content: dict(source=source, cue=[[6, 10]], content=content)
        gold = [made([[0, 5]], [[11, 31]])]
        self.assertEqual(linked_pairs(gold, [made([[4, 5]], [[11, 21]])]), 1)
        self.assertEqual(linked_pairs(gold, [made([[4, 5]], [[11, 20]])]), 0)
        self.assertEqual(linked_pairs(gold, [made([[36, 39]], [[11, 31]])]), 0)
        self.assertEqual(linked_pairs(gold, [made([[0, 5]], [[11, 31]])] * 2), 1)

    def test_spans_count_once(self):
        made = lambda cue, content: dict(source=[[0, 2]], cue=[cue], content=[content])
        figures = score_attributions([[made([3, 4], [10, 20]), made([5, 6], [30, 40])]], [[made([3, 4], [10, 21])]])
        self.assertEqual(figures["source_exact_f1"], 1.0)
        self.assertEqual(figures["content_exact_f1"], 0.0)
        self.assertAlmostEqual(figures["cue_exact_f1"], 2 / 3)


class Views(unittest.TestCase):
    def test_padding_changes_nothing(self):
        torch.manual_seed(1)
        head, hidden = Attribution().eval(), torch.randn(1, 40, 384)
        cue, far = torch.zeros(1, 40), torch.arange(40)[None] + 44
        cue[0, 20] = 1
        mask = (torch.arange(40) < 30).float()[None]
        with torch.no_grad():
            long = head(hidden, cue, far, mask)[:, :30]
            short = head(hidden[:, :30], cue[:, :30], far[:, :30], mask[:, :30])
        self.assertTrue(torch.allclose(long, short, atol=1e-5))


if __name__ == "__main__":
    unittest.main()
