"""The sentences of the method statement; which of them a dossier says depends on what was done."""

from __future__ import annotations

from cpdesk.domain.words import N_

PRINCIPLES = N_(
    "Savings are measured on the principles of IPMVP and computed by this program's method, "
    "version {version}. No certification of that protocol is claimed."
)
OPTION_C = N_(
    "Option C, the whole of what a main meter counts: the boundary is the meter, and all that "
    "happens behind it is in the result."
)
OPTION_B = N_(
    "Option B, the equipment by itself: a sub-meter counts all that it uses, before and after."
)
ON_THE_SPOT = N_(
    "On the spot: machines × power × hours before, less the same with the upgrade. Where every "
    "value is measured that is Option B; where one is agreed, Option A."
)
COOLING = N_(
    "Less heat of lamps or motors also saves cooling: what is saved, times the part of the heat "
    "that the cooling carried off, divided by its COP. It is added only where the chiller lies "
    "within the boundary and its meter is not compared itself."
)
BALANCE = N_(
    "Where no meter counts an emission, its balance takes the place of the meter: each month what "
    "is put in, less what is recovered or leaves otherwise. Its months are compared like a meter's."
)
SPREAD = N_(
    "Bills are spread evenly over their days onto calendar months, so that the parts add up to the "
    "bill. Whether the day of reading belongs to the bill or to the next is told for each meter."
)
READ_MONTH = N_(
    "Where a bill belongs to the month of its reading, all of it stands in that month; a bill of "
    "fewer than 25 or more than 35 days is no month and is left out."
)
LEFT_OUT = N_(
    "A month that is not covered completely, of the meter or of a driver, is left out; it is never "
    "counted as zero."
)
FOLDED = N_(
    "An estimated bill is joined with the next reading that corrects it, up to 70 days, and the "
    "sum is spread over all those days."
)
AVOIDED = N_(
    "Avoided use is what the model of the baseline gives for the drivers of each reporting month, "
    "less what was used in it."
)
NORMALISED = N_(
    "A normalised saving compares two models, that of the baseline and that of the reporting "
    "period, at the conditions of the same standard months. Unless other months are chosen these "
    "are the last twelve of the baseline. It is no sum of metered months."
)
LEAST_SQUARES = N_(
    "A model is ordinary least squares on its drivers with an intercept. R² is that of the months "
    "it is made from; CV(RMSE) divides by n − p with the intercept counted in p; leave-one-out is "
    "that of months predicted by a model that has not seen them."
)
RATIO = N_(
    "Where no model can be made, or the ratio was chosen, the use per unit of the first driver, or "
    "per day, is compared before and after. That is a simple ratio; it has no interval."
)
EXACT = N_("The exact interval of least squares, for the sum of m reporting months:")
EXACT_FORMULA = "± t s √(m + 1'Z (X'X)⁻¹ Z'1)"
EXACT_LETTERS = N_(
    "X are the rows of the baseline (n × p), Z those of the reporting months (m × p), s the "
    "standard deviation of the residuals, t Student's factor at n − p. A single month z has "
    "± t s √(1 + z'(X'X)⁻¹ z)."
)
AUTOCORRELATED = N_(
    "The interval for months that remember the month before; it is this program's own and in no "
    "published protocol:"
)
AUTOCORRELATED_FORMULA = (
    "± t √(SSE / tr(M R) × w'R w), w = (−a, 1), a = X (X'X)⁻¹ Z'1, M = I − X (X'X)⁻¹ X', "
    "Rᵢⱼ = ρᵈ, d = |i − j|"
)
DERIVATION = (
    N_("If the errors of two months are correlated by ρ to the power of their distance, the error "
       "of the total is w'e over all months of both periods, and its variance is σ² w'R w. The "
       "residuals tell σ² without bias, because the sum of their squares is expected to be "
       "σ² tr(M R). With ρ = 0 this is the exact interval again."),
    N_("ρ is the correlation r of the residuals with those of the month before, raised by "
       "(1 + 3 r)/n + (p − 1)/n, since few months show too little of it, and kept between 0 and "
       "0.95. Student's t is taken at n' − p degrees of freedom, at least 3, with "
       "n' = n (1 − ρ)/(1 + ρ) independent months, never more than n."),
)  # fmt: skip
WIDER = N_(
    "The wider of the two counts for the total, so that the interval is conservative: where months "
    "are independent it is wider than it need be. Each single month carries its exact interval."
)
TWO_MODELS = N_("The intervals of the two models of a normalised saving add up in squares.")
EVENTS_WIDEN = N_("The tolerance of what events added is in the intervals, in squares.")
VERDICTS = N_(
    "Shown means: the model holds (CV(RMSE) up to 20%, R² from 0.5, p of F under 0.10), no driver "
    "lies far from the baseline's, and the interval is at most half of the saving. Indicated: the "
    "saving is positive, but one of these fails. Not shown: nothing was saved, or the interval "
    "reaches down to nothing; such a saving is in no total, but more use is."
)
VERDICT_OF_A_YEAR = N_(
    "Of a year measured on the spot, shown means that its interval is known and at most half of "
    "the saving."
)
EVENTS = N_(
    "What a known event added to a month, or took from it, is taken out of the baseline before it "
    "is modelled and given to the adjusted baseline of the reporting months."
)
INDICATORS = N_(
    "An event in the model has a column of its own: the part of each month's days that it lasted."
)
SHARED = N_(
    "Where several measures act on one meter, or on a meter and its sub-meter, the meter's result "
    "is the ceiling and is counted once. It is divided by the estimates of the same months, less "
    "what measures take from each other (20% and 10% make 28%); where together they are more than "
    "the result they are scaled down, so that the parts add up to it."
)
TOGETHER = N_(
    "Where an estimate is missing, a shared meter is not divided: its measures are told together."
)
HELD = N_(
    "What was measured on the spot at equipment whose meter was compared too lies within that "
    "meter's result; it is shown and counted once."
)
AVERAGE_PRICE = N_(
    "Money at the average price of the bills: their cost over their amount in the reporting "
    "months. It counts fixed and demand charges as if they were saved too."
)
TARIFF = N_(
    "Money at the tariff of what was avoided: the price of each time band by the part of the "
    "saving that lies in it; fixed charges are not counted as saved."
)
DEMAND = N_("To it comes the demand charge of the peak demand that fell.")
FACTORS = N_(
    "The same factor serves both sides of a saving: that of the year in which it was saved, or the "
    "newest earlier one, which is then named. A cleaner grid is never counted as a saving."
)
