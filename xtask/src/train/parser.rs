//! Trains the parser with a dynamic oracle (Goldberg and Nivre 2013): it follows its own steps, right or wrong, and learns from
//! any state which steps lose no more of the gold tree.

use dateline_syntax::Xpos;
use dateline_syntax::training::{
    NONE, RELATION_WIDTH, RELATIONS, STEP_WIDTH, STEPS, State, Step, Tagger, Vocabulary, relation_features, step_features,
};

use super::Random;
use super::conllu::Sentence;
use super::perceptron::Perceptron;
use super::tagger::seen;

/// A sentence's gold tree.
struct Gold {
    heads: Vec<u32>,
    relations: Vec<usize>,
    below: Vec<Vec<u32>>,
}

impl Gold {
    fn new(sentence: &Sentence) -> Gold {
        let heads: Vec<u32> = sentence.words.iter().map(|word| word.head.map_or(NONE, |head| head as u32)).collect();
        let relations = sentence.words.iter().map(|word| dateline_syntax::Relation::named(&word.relation).class()).collect();
        let mut below = vec![Vec::new(); heads.len()];
        for (word, &head) in heads.iter().enumerate() {
            if head != NONE {
                below[head as usize].push(word as u32);
            }
        }
        Gold { heads, relations, below }
    }

    /// How many gold attachments each step puts out of reach; `None` for a step that cannot be taken.
    fn costs(&self, state: &State) -> [Option<usize>; 3] {
        let (top, second, next) = (state.stacked(0), state.stacked(1), state.next);
        let waiting = |word: u32| word >= next; // A root's head, NONE, counts as after the last word.
        let head = |word: u32| self.heads[word as usize];
        let on_stack = |word: u32| word < next && state.stack.binary_search(&word).is_ok();
        STEPS.map(|step| {
            state.allows(step).then(|| match step {
                Step::Shift => {
                    let lost_head = usize::from(head(next) != top && head(next) != NONE && on_stack(head(next)));
                    lost_head + self.below[next as usize].iter().filter(|&&word| on_stack(word)).count()
                }
                Step::Left | Step::Right => {
                    let lost_head = match step {
                        Step::Left => head(top) == second && second != NONE || waiting(head(top)) && head(top) != next,
                        _ => waiting(head(top)),
                    };
                    usize::from(lost_head) + self.below[top as usize].iter().filter(|&&word| waiting(word)).count()
                }
            })
        })
    }
}

pub fn train(
    sentences: &[Sentence],
    tags: &[Vec<Xpos>],
    vocabulary: &Vocabulary,
    tagger: &Tagger,
    rounds: usize,
    dev: &[Sentence],
) -> (Perceptron<STEP_WIDTH>, Perceptron<RELATION_WIDTH>) {
    let mut steps: Perceptron<STEP_WIDTH> = Perceptron::new();
    let mut relations: Perceptron<RELATION_WIDTH> = Perceptron::new();
    let mut order: Vec<usize> = (0..sentences.len()).collect();
    let mut random = Random(2);
    let mut state = State::default();
    for round in 0..rounds {
        random.shuffle(&mut order);
        let (mut right, mut total) = (0, 0);
        for &index in &order {
            let sentence = &sentences[index];
            let gold = Gold::new(sentence);
            let words = seen(sentence, vocabulary);
            let tags = &tags[index];
            state.start(words.len());
            while !state.done() {
                let costs = gold.costs(&state);
                let least = costs.iter().flatten().min().copied().unwrap_or(0);
                let features = step_features(&words, tags, &state);
                let scores = steps.score(&features);
                let pick = |good: &dyn Fn(usize) -> bool| {
                    (0..3)
                        .filter(|&step| costs[step].is_some_and(good))
                        .max_by(|&a, &b| scores[a].total_cmp(&scores[b]).then(b.cmp(&a)))
                };
                let (Some(guess), Some(best)) = (pick(&|_| true), pick(&|cost| cost == least)) else { break };
                if costs[guess] != Some(least) {
                    steps.update(&features, best, guess);
                }
                // It explores its own mistakes once it makes few.
                let step = if round == 0 || random.below(10) == 0 { best } else { guess };
                let Some((head, dependent)) = state.joined(STEPS[step]) else {
                    state.shift();
                    continue;
                };
                let features = relation_features(&words, tags, &state, head, dependent);
                let scores = relations.score(&features);
                let guess =
                    (1..RELATIONS.len() - 1).fold(0, |best, class| if scores[class] > scores[best] { class } else { best });
                if gold.heads[dependent as usize] == head {
                    let relation = gold.relations[dependent as usize];
                    if guess != relation {
                        relations.update(&features, relation, guess);
                    }
                    right += 1;
                }
                state.attach(head, guess);
            }
            total += words.len();
        }
        let percent = 100.0 * right as f64 / total as f64;
        print!("    round {}: {percent:.2} % of heads right on the way", round + 1);
        if round % 4 == 3 {
            let parser =
                dateline_syntax::training::Parser { steps: steps.table(super::STEP_BITS, 2), relations: relations.table(16, 2) };
            let model = dateline_syntax::Model::new(vocabulary.clone(), tagger.clone(), parser, Default::default());
            print!("; ");
            super::evaluate::gold_words("ewt-dev", &model, dev);
        } else {
            println!();
        }
    }
    (steps, relations)
}
