//! Numbers that look random and are the same in every run (the generator of Numerical Recipes).

/// A source of such numbers.
pub struct Dice(u32);

impl Dice {
    /// The numbers that a seed gives.
    pub fn new(seed: usize) -> Self {
        let mut dice = Self(seed as u32);
        dice.below(1);
        dice
    }

    /// A number below `count`.
    pub fn below(&mut self, count: usize) -> usize {
        self.0 = self.0.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (self.0 >> 8) as usize % count
    }

    /// Whether something happens that does so in `cases` of 1,000.
    pub fn permille(&mut self, cases: usize) -> bool {
        self.below(1000) < cases
    }

    /// One of several, all of them as likely.
    pub fn one_of<T: Copy>(&mut self, of: &[T]) -> T {
        of[self.below(of.len())]
    }
}
