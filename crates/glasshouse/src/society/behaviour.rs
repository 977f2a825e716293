//! Behavioural parameters: every number by which people decide, learn and talk.
//!
//! One table: structs, reader of `societies/behaviour.toml`, `glasshouse list parameters`, and the check of that file.

pub use super::parameter_table::Parameter;
use super::parameter_table::behaviour;

// One line per parameter, one group per section, whose comment says what it governs: docs/model.md is made from it.
behaviour! {
    /// The weights A0 to A4, their spread, the noise τ, ease v, horizon and nearness of points, price of shame.
    decision: Decision {
        /// A0: weight of money and of what the regime does.
        money ["utility"] 0.0 .. 50.0;
        /// A1: weight of one's own norm.
        own_norm ["utility"] 0.0 .. 50.0;
        /// A2: weight of what the neighbourhood approves of.
        approval ["utility"] 0.0 .. 50.0;
        /// A3: weight of what one thinks others do.
        custom ["utility"] 0.0 .. 50.0;
        /// A4: weight of what a legitimate authority promotes.
        authority ["utility"] 0.0 .. 50.0;
        /// How far the five weights differ between people: each is multiplied by 1 ± this.
        spread ["share"] 0.0 .. 1.0;
        /// τ: noise of a decision.
        noise ["utility"] 0.01 .. 50.0;
        /// v: yuan that halve the pull of money for somebody without income or savings.
        ease_base ["yuan"] 1.0 .. 1e6;
        /// v: what a yuan of monthly income adds to it.
        ease_income ["yuan per yuan"] 0.0 .. 100.0;
        /// v: what a yuan of savings adds to it.
        ease_savings ["yuan per yuan"] 0.0 .. 100.0;
        /// Months of consequences that a person weighs when a threshold comes nearer.
        horizon ["months"] 0.0 .. 600.0;
        /// Distance from a threshold, in points, at which it is no longer felt.
        nearness ["points"] 1.0 .. 1000.0;
        /// How far people accept rules of their own place for agreeing with their norms, and not for the government's sake.
        consent ["share"] 0.0 .. 1.0;
        /// Cost of public shame to somebody of full sensitivity.
        shame ["yuan"] 0.0 .. 1e6;
    }
    /// All rates of the learning rule, κ, and the bias of the news.
    learning: Learning {
        /// B1: one's own act pulls the norm after it (dissonance).
        norm_act ["per act"] 0.0 .. 1.0;
        /// B2: what the neighbourhood approves of pulls it.
        norm_approval ["per month"] 0.0 .. 1.0;
        /// B3: what a legitimate authority promotes pulls it.
        norm_authority ["per month"] 0.0 .. 1.0;
        /// B4: it returns to the temperament.
        norm_temper ["per month"] 0.0 .. 1.0;
        /// κ: share of an act explained by reward or threat that is not taken for one's own conviction.
        kappa ["share"] 0.0 .. 1.0;
        /// C1: what ties do moves what one expects.
        custom_ties ["per month"] 0.0 .. 1.0;
        /// C2: what one does oneself moves it.
        custom_act ["per act"] 0.0 .. 1.0;
        /// C3: what a legitimate authority promotes moves it.
        custom_authority ["per month"] 0.0 .. 1.0;
        /// Weight of the news relative to one tie, in what one thinks others do.
        custom_news ["ties"] 0.0 .. 100.0;
        /// Share of the neighbourhood's approval that is renewed each month.
        approval_renewal ["per month"] 0.0 .. 1.0;
        /// D1: how a stranger treated me.
        trust_own ["per event"] 0.0 .. 1.0;
        /// D2: how strangers treated my ties.
        trust_ties ["per month"] 0.0 .. 1.0;
        /// D3: what the news says.
        trust_news ["per month"] 0.0 .. 1.0;
        /// How much louder the news reports a wrong than a kindness.
        news_bias ["times"] 0.0 .. 1000.0;
        /// Share of a scandal that the news still remembers a month later.
        news_memory ["share per month"] 0.0 .. 1.0;
        /// E1: an act of one's own that was found out or was not moves the chance that one expects.
        felt_own ["per act"] 0.0 .. 1.0;
        /// E2: an act of a tie that was found out or was not.
        felt_ties ["per tie's act"] 0.0 .. 0.09;
        /// E3: what is announced, in the month in which it is news.
        felt_announced ["per month"] 0.0 .. 1.0;
        /// Months after which an announcement has half the weight of one that is news.
        felt_habituation ["months"] 0.0 .. 600.0;
        /// E4: forgetting.
        felt_forget ["per month"] 0.0 .. 1.0;
        /// H1: how the regime treated me.
        approval_own ["per event"] 0.0 .. 1.0;
        /// H2: how it treated my ties.
        approval_ties ["per month, all ties"] 0.0 .. 1.0;
        /// H3: how life goes.
        approval_life ["per month"] 0.0 .. 1.0;
        /// H4: propaganda.
        approval_propaganda ["per month"] 0.0 .. 1.0;
        /// H5: what ties say openly.
        approval_talk ["per month"] 0.0 .. 1.0;
        /// Return of approval to the private political leaning.
        approval_leaning ["per month"] 0.0 .. 1.0;
        /// How fast officials who are cleaner than people are used to earn approval, and others lose it.
        approval_clean ["per month"] 0.0 .. 1.0;
        /// The same for trust in strangers.
        trust_clean ["per month"] 0.0 .. 1.0;
        /// Approval lost by officials found out, if all were in the news.
        approval_exposed ["share per month"] 0.0 .. 10.0;
        /// The same for trust in strangers.
        trust_exposed ["share per month"] 0.0 .. 10.0;
        /// Approval lost by a scandal of trade, if all firms were in it.
        approval_scandal ["share per month"] 0.0 .. 10.0;
    }
    /// Sight, error and speed of talk, and the worth of reputation.
    gossip: Gossip {
        /// Chance that an act is noticed by those around.
        sight ["chance"] 0.0 .. 1.0;
        /// Chance that what was noticed is told wrongly.
        error ["chance"] 0.0 .. 0.5;
        /// How fast reputation follows talk.
        speed ["per act"] 0.0 .. 1.0;
        /// Favours that neighbours do for somebody of full reputation.
        favours ["yuan per month"] 0.0 .. 1e5;
        /// Months of favours that a person weighs before an act that would be talked about.
        horizon ["months"] 0.0 .. 600.0;
    }
    /// Prices, costs, worth of safety, illness, talk about firms, care in choosing, memory, horizon.
    market: Market {
        /// Price of the domestic staple.
        price ["yuan per month"] 0.0 .. 1e5;
        /// Price of the imported one.
        import_price ["yuan per month"] 0.0 .. 1e5;
        /// What it costs to make it honestly.
        honest_cost ["yuan per month"] 0.0 .. 1e5;
        /// What it costs to make it adulterated.
        adulterated_cost ["yuan per month"] 0.0 .. 1e5;
        /// What safe food is worth to a household with an infant.
        safety_infant ["yuan per month"] 0.0 .. 1e6;
        /// What it is worth to any other household.
        safety_other ["yuan per month"] 0.0 .. 1e6;
        /// Share of the news in what one expects of a firm without a record.
        news ["share"] 0.0 .. 1.0;
        /// Firms that the public suspects for each that is found out.
        suspicion ["firms"] 0.0 .. 1000.0;
        /// Worth of having the staple at all.
        need ["yuan per month"] 0.0 .. 1e6;
        /// Chance that an infant falls ill in a month of adulterated food.
        illness ["chance per month"] 0.0 .. 1.0;
        /// What an illness costs the household.
        illness_cost ["yuan"] 0.0 .. 1e7;
        /// Chance that a customer notices bad quality without illness.
        notice ["chance per month"] 0.0 .. 1.0;
        /// Share of customers whose experience is passed on by word of mouth.
        word_of_mouth ["share"] 0.0 .. 1.0;
        /// Share of customers whom word of mouth about a firm reaches.
        hearsay ["share"] 0.0 .. 1.0;
        /// How much more carefully customers choose what to buy and where than they make other decisions.
        choosiness ["times"] 0.0 .. 100.0;
        /// Share of a firm's record that is still remembered a month later.
        memory ["share per month"] 0.0 .. 1.0;
        /// Months of custom that an owner weighs.
        horizon ["months"] 0.0 .. 600.0;
        /// Share of all firms found out in a month from which on it is a scandal of the whole trade.
        scandal ["share per month"] 0.0 .. 1.0;
        /// How far a scandal shakes what people expect of the trade, for each share of firms beyond that.
        shaken ["share per share"] 0.0 .. 100.0;
        /// Share of that distrust that is still there a month later.
        grudge ["share per month"] 0.0 .. 1.0;
    }
    /// Occasions, costs, claims, who meets whom.
    distress: Distress {
        /// Chance that a person is in distress before a passer-by.
        rate ["chance per month"] 0.0 .. 1.0;
        /// How much more often old people are in distress than others.
        old ["share"] 0.0 .. 20.0;
        /// How much more often people are whose usual income is below need.line.
        poor ["share"] 0.0 .. 20.0;
        /// Share of months in which those who meet are of one neighbourhood.
        local ["share"] 0.0 .. 1.0;
        /// Time and trouble of helping, in money.
        help_cost ["yuan"] 0.0 .. 1e6;
        /// Benefit of help to the person in distress.
        help_gain ["yuan"] 0.0 .. 1e6;
        /// Chance that a situation lets the helper be blamed.
        blame ["chance"] 0.0 .. 1.0;
        /// Bills of the person in distress.
        bill ["yuan"] 0.0 .. 1e7;
        /// What an extorting victim claims from the helper.
        claim ["yuan"] 0.0 .. 1e7;
        /// Share of the claim that a helper who trusts nobody expects to lose.
        dread ["share"] 0.0 .. 1.0;
    }
    /// Occasions and gain.
    road: Road {
        /// Chance of an occasion for somebody without a car.
        rate ["chance per month"] 0.0 .. 1.0;
        /// Chance of an occasion for a car owner.
        rate_car ["chance per month"] 0.0 .. 1.0;
        /// Saving from a violation for convenience.
        gain ["yuan"] 0.0 .. 1e6;
    }
    /// Need and trouble of speaking; how survey answers are biased.
    speech: Speech {
        /// Need to say what one thinks, for somebody wholly for or against.
        voice ["utility"] 0.0 .. 50.0;
        /// Trouble of speaking at all.
        trouble ["utility"] -50.0 .. 50.0;
        /// Share of critics who speak of the system rather than of the government, where both are as dangerous.
        system ["share"] 0.0 .. 1.0;
        /// How strongly fear of speaking openly biases survey answers: an answer is entirely the desired one once
        /// that fear, 0 to 1, reaches 1 / survey.
        survey ["share per fear"] 0.0 .. 10.0;
    }
    /// What people think of a system that judges them; it moves nothing else.
    attitude: Attitude {
        /// Weight of what one thinks of the government.
        legitimacy ["logits"] -10.0 .. 10.0;
        /// Weight of what one's standing brings and costs.
        treatment ["logits"] 0.0 .. 20.0;
        /// Weight of what one could lose by it.
        risk ["logits"] 0.0 .. 20.0;
        /// Weight of being watched.
        privacy ["logits"] 0.0 .. 20.0;
        /// Weight of trust in strangers.
        trust ["logits"] -10.0 .. 10.0;
        /// Weight of the dishonesty that one expects of others.
        order ["logits"] -10.0 .. 10.0;
        /// Share of the greatest pull of money from which on somebody is worried about what she could lose.
        worry ["share"] 0.0 .. 1.0;
    }
    /// The trouble of taking part in unrest.
    unrest: Unrest {
        /// Trouble of being the only one in the street.
        trouble ["utility"] 0.0 .. 100.0;
    }
    /// Trouble of donating.
    redemption: Redeeming {
        /// Trouble of donating, in money.
        trouble ["yuan"] 0.0 .. 1e6;
    }
    /// Occasions, worth and price of purchases by taste.
    purchase: Purchase {
        /// Chance that an internet user shops for such a thing.
        rate ["chance per month"] 0.0 .. 1.0;
        /// Price of it, of either kind.
        price ["yuan"] 0.0 .. 1e5;
        /// Worth of a thing that is wholly to one's taste.
        worth ["yuan"] 0.0 .. 1e6;
    }
    /// Occasions, take, reports, police.
    staged: Staged {
        /// Chance that somebody sees an occasion for it.
        rate ["chance per month"] 0.0 .. 1.0;
        /// What the victim is made to pay, if she has it.
        take ["yuan"] 0.0 .. 1e6;
        /// Share of victims who go to the police.
        reporting ["share"] 0.0 .. 1.0;
        /// Share of reported cases in which the police find who did it.
        solved ["share"] 0.0 .. 1.0;
        /// Fine for it.
        fine ["yuan"] 0.0 .. 1e7;
    }
    /// What people need, who depends on whom, and what need makes people do.
    need: Need {
        /// Income below which something is missing; 0: nobody needs anything.
        line ["yuan per month"] 0.0 .. 1e5;
        /// Months over which savings are spread.
        horizon ["months"] 1.0 .. 600.0;
        /// What each old person and child who depend on a household cost its earners.
        dependant ["yuan per month"] 0.0 .. 1e5;
        /// Share of income that people of working age give to old parents.
        duty ["share"] 0.0 .. 1.0;
        /// How much more readily people in the greatest need stage accidents.
        staging ["logits"] 0.0 .. 20.0;
        /// How much more readily they blame helpers.
        extorting ["logits"] 0.0 .. 20.0;
        /// How much more readily they break loans.
        defaulting ["logits"] 0.0 .. 20.0;
        /// How much less readily they help strangers: security makes kind.
        kindness ["logits"] -10.0 .. 10.0;
    }
    /// Trouble among kin, cost and benefit of helping.
    hardship: Hardship {
        /// Chance of a bill, e.g. from a hospital.
        rate ["chance per month"] 0.0 .. 1.0;
        /// The part of it that one has to pay where a regime covers nothing.
        bill ["yuan"] 0.0 .. 1e6;
        /// Worth to the helper of a yuan that kin lack, relative to one of her own.
        bond ["yuan per yuan"] 0.0 .. 10.0;
    }
    /// Who wants a loan, how much, what lenders demand and remember, dunning.
    loan: Loan {
        /// Chance that somebody without a debt wants a loan.
        want ["chance per month"] 0.0 .. 1.0;
        /// Size of the loan.
        size ["months of income"] 0.0 .. 600.0;
        /// Number of monthly instalments in which it is paid back.
        term ["months"] 1.0 .. 63.0;
        /// Worth of having it now above its price, as a share of the sum.
        worth ["share"] 0.0 .. 10.0;
        /// Cost of money and handling to the lender.
        funds ["share a year"] 0.0 .. 1.0;
        /// A lender's loss when a loan is broken, as a share of what is outstanding.
        loss ["share"] 0.0 .. 1.0;
        /// Interest above which nobody lends.
        cap ["share a year"] 0.0 .. 10.0;
        /// Share of the lenders' belief about a neighbourhood that is renewed each month.
        memory ["per month"] 0.0 .. 1.0;
        /// Amount that somebody needs to live on before she pays a debt.
        subsistence ["yuan per month"] 0.0 .. 1e5;
        /// Share of the months in which somebody cannot pay that the lender lets pass.
        grace ["share"] 0.0 .. 1.0;
        /// Chance that somebody who can pay what is due thinks of stopping.
        tempted ["chance per month"] 0.0 .. 1.0;
        /// Chance that somebody who has stopped paying is dunned.
        dun ["chance per month"] 0.0 .. 1.0;
    }
    /// Losing and finding work, illness, scars of displacement, pensions, seasons, and how a month's pay varies.
    work: Work {
        /// Chance that somebody in work loses it.
        loses ["chance per month"] 0.0 .. 1.0;
        /// Chance that a jobless person finds work.
        finds ["chance per month"] 0.0 .. 1.0;
        /// Share of the usual income that a jobless person still has.
        jobless ["share"] 0.0 .. 1.0;
        /// Share of income that somebody who has lost her work lacks when she finds another.
        scar ["share"] 0.0 .. 1.0;
        /// Months in which half of that loss heals.
        healing ["months"] 7.0 .. 600.0;
        /// Chance that somebody in work falls too ill for it.
        falls_ill ["chance per month"] 0.0 .. 1.0;
        /// Chance that she can work again.
        recovers ["chance per month"] 0.0 .. 1.0;
        /// Share of her income that she has meanwhile.
        ill ["share"] 0.0 .. 1.0;
        /// Share of these illnesses after which she earns as little as somebody who has lost her work.
        disables ["share"] 0.0 .. 1.0;
        /// By how much an old person in town has less than the mean of a household with her usual income.
        pension_gap_urban ["share"] 0.0 .. 1.0;
        /// The same in the country.
        pension_gap_rural ["share"] 0.0 .. 1.0;
        /// Share of those before retirement in town who are paid little in the month of the Spring Festival.
        seasonal_urban ["share"] 0.0 .. 1.0;
        /// The same in the country.
        seasonal_rural ["share"] 0.0 .. 1.0;
        /// Share of their income that they lose in that month; the other months make up for it.
        festival ["share"] 0.0 .. 1.0;
        /// How far the month's income of somebody in work differs from the usual by chance, at most.
        varies ["share"] 0.0 .. 1.0;
        /// How much more seldom a jobless person on a list that everybody sees finds work.
        record_penalty ["share"] 0.0 .. 1.0;
        /// How much more often somebody on such a list loses it.
        record_dismissal ["share"] 0.0 .. 10.0;
        /// How much more seldom a jobless internet user whose internet is slow finds work.
        search_online ["share"] 0.0 .. 1.0;
        /// Share of income that people who live by work on the internet lose where it is slow.
        offline ["share"] 0.0 .. 1.0;
    }
    /// The worth of a tie, and the cost of being seen with the shamed.
    shunning: Shunning {
        /// Worth of what friends do for each other.
        tie ["yuan per month"] 0.0 .. 1e5;
        /// Cost of being seen with somebody who is wholly shamed in public.
        stigma ["yuan per month"] 0.0 .. 1e6;
    }
    /// What people read into a score that they are shown.
    regard: Regard {
        /// How far those who see a stranger's tier go by it, and not by their own trust; how far friends go by it.
        reliance ["share"] 0.0 .. 1.0;
        /// What lenders who see it add to the rate of somebody in the lowest tier, and take off in the highest.
        interest ["share per year"] 0.0 .. 1.0;
        /// Deposits and payments in advance, in interest and trouble, that firms ask of the lowest tier.
        deposit ["yuan per month"] 0.0 .. 1e4;
    }
    /// How the losses of family and friends weigh in one's own choice, and how those who would lose press her.
    collective: Collective {
        /// Worth to somebody of a yuan that a member of her household would lose by her standing.
        kin ["yuan per yuan"] 0.0 .. 10.0;
        /// The same for a friend.
        friends ["yuan per yuan"] 0.0 .. 10.0;
        /// What being pressed by one of them would cost her; 0: nobody presses.
        press ["yuan per month"] 0.0 .. 1e5;
        /// Loss at which half of those who would lose press her.
        trouble ["yuan per month"] 0.01 .. 1e6;
    }
    /// Reluctance to report, grudges, spite, what being reported teaches.
    informing: Informing {
        /// How much people shrink from telling on a neighbour.
        reticence ["utility"] -50.0 .. 50.0;
        /// Chance that somebody bears a grudge against the neighbour on her mind.
        grudge ["chance per month"] 0.0 .. 1.0;
        /// Worth to her of seeing that neighbour punished.
        spite ["yuan"] 0.0 .. 1e6;
        /// Chance that the person on somebody's mind is of her household; 0: only friends nearby report each other.
        home ["chance"] 0.0 .. 1.0;
        /// Chance that it comes out who told, and the two break with each other.
        known ["chance"] 0.0 .. 1.0;
        /// Months of what friends do for each other that both then lose.
        rift ["months"] 0.0 .. 600.0;
        /// How much more a tie within a household is worth than one between friends.
        bond ["times"] 0.0 .. 1000.0;
        /// How far being reported counts as bad treatment by a stranger, for trust.
        betrayal ["share"] 0.0 .. 1.0;
        /// Share of a neighbourhood's belief about its informers that is renewed each month.
        rumour ["per month"] 0.0 .. 1.0;
    }
    /// The offer, who finds a way to an official, the worth of a post.
    discretion: Discretion {
        /// Share of the stake of a case that is offered as a bribe.
        share ["share"] 0.0 .. 1.0;
        /// Chance that somebody needs a permit.
        permit ["chance per month"] 0.0 .. 1.0;
        /// Cost of waiting for it without a bribe.
        waiting ["yuan"] 0.0 .. 1e6;
        /// Chance that somebody listed for months finds a way to an official.
        way ["chance per month"] 0.0 .. 1.0;
        /// Share of cases in which the official may ask for a bribe where none is offered.
        asking ["share"] 0.0 .. 1.0;
        /// Share of a neighbourhood's belief about its officials that is renewed each month.
        rumour ["per month"] 0.0 .. 1.0;
        /// Share of cases settled by a bribe to which people are used.
        usual ["share"] 0.0 .. 1.0;
        /// How much longer cases wait where all posts of a place are vacant.
        backlog ["times"] 0.0 .. 100.0;
        /// How much shorter they wait before officials who are paid well.
        diligence ["share"] 0.0 .. 1.0;
        /// How much more readily officials who are paid well refuse a bribe, whatever they fear.
        loyalty ["logits"] 0.0 .. 20.0;
        /// Advantage of a post over other work.
        post ["yuan per month"] 0.0 .. 1e5;
        /// Chance that a lost post is filled again.
        filled ["chance per month"] 0.0 .. 1.0;
        /// Months in post that an official weighs.
        horizon ["months"] 0.0 .. 600.0;
    }
    /// Police, inspectors, courts, felt surveillance where nothing is announced.
    law: Law {
        /// Chance that a violation on the road is seen.
        road_sight ["chance"] 0.0 .. 1.0;
        /// Fine for it.
        road_fine ["yuan"] 0.0 .. 1e6;
        /// Chance that a firm is inspected.
        inspection ["chance per month"] 0.0 .. 1.0;
        /// Fine for adulteration.
        inspection_fine ["yuan"] 0.0 .. 1e8;
        /// Chance that an illness is traced to the firm.
        tracing ["chance"] 0.0 .. 1.0;
        /// Chance that a court sides with the extorting victim against the helper.
        court_for_claimant ["chance"] 0.0 .. 1.0;
        /// Chance that a refuted extortion is punished.
        court_punishes ["chance"] 0.0 .. 1.0;
        /// Fine for it.
        court_fine ["yuan"] 0.0 .. 1e7;
        /// Chance that criticism is answered by the police, without any regime.
        speech_sight ["chance"] 0.0 .. 1.0;
        /// Worth of avoiding such a visit.
        speech_cost ["months of income"] 0.0 .. 600.0;
        /// Chance that a bribe is found out.
        bribe_sight ["chance"] 0.0 .. 1.0;
        /// What the official then pays, besides losing the post.
        bribe_punishment ["yuan"] 0.0 .. 1e8;
        /// What the briber then pays.
        bribe_fine ["yuan"] 0.0 .. 1e8;
        /// Chance that a court collects a loan that is no longer paid.
        loan_court ["chance per month"] 0.0 .. 1.0;
        /// What the borrower then pays besides.
        loan_fine ["yuan"] 0.0 .. 1e7;
        /// Chance that the lender gives it up.
        loan_limit ["chance per month"] 0.0 .. 1.0;
        /// Felt surveillance of people without internet where nothing is announced.
        felt ["share"] 0.0 .. 1.0;
        /// How much more internet users feel watched.
        felt_online ["share"] 0.0 .. 1.0;
    }
    /// Ageing, death, births, and what those who come of age bring with them.
    lives: Lives {
        /// Months of life that pass in a month of the run; 0: nobody grows older or dies.
        pace ["months per month"] 0.0 .. 4.0;
        /// Chance to die between 15 and 60; 0: nobody ever dies.
        adult_mortality ["chance"] 0.0 .. 0.5;
        /// Years that somebody of 60 still lives on average.
        expectancy ["years"] 5.0 .. 40.0;
        /// Births, as a share of those in the first month, after five years.
        births ["share"] 0.0 .. 1.0;
        /// Weight of the household in the norms, trust and approval of somebody who comes of age.
        home ["share"] 0.0 .. 1.0;
        /// Weight of the neighbourhood in them; the rest is her own.
        neighbourhood ["share"] 0.0 .. 1.0;
    }
    /// How long people remember a campaign of the past, and how much of it those take over who were born later.
    memory: Memory {
        /// Years in which half of the distrust fades that a campaign has left; 0: at once.
        half_life ["years"] 0.0 .. 1000.0;
        /// Share of it that those have who were born after its end.
        heirs ["share"] 0.0 .. 1.0;
    }
    /// Spending and saving.
    purse: Purse {
        /// Amount that everybody spends, whatever her income.
        basic ["yuan per month"] 0.0 .. 1e5;
        /// Share of the usual income that is spent besides, whatever happens.
        spending ["share"] 0.0 .. 1.0;
        /// Savings that people do not touch in ordinary months, in months of income.
        savings ["months"] 0.0 .. 600.0;
        /// Share of savings above these that is spent each month.
        drawdown ["share per month"] 0.0 .. 1.0;
    }
}
