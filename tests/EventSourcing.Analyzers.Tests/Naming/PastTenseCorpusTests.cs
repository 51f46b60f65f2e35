using EventSourcing.Analyzers.Naming;

namespace EventSourcing.Analyzers.Tests.Naming;

/// <summary>The rule's judgement over the whole corpus: one wrong name is a failure that names it.</summary>
public sealed class PastTenseCorpusTests
{
    [Test]
    public void The_corpus_is_large_and_has_no_name_twice()
    {
        string[] all = [.. PastTenseCorpus.Past, .. PastTenseCorpus.AdjectiveNoun, .. PastTenseCorpus.NotPast];

        Assert.That(all, Is.Unique);
        Assert.That(all, Has.Length.GreaterThan(1000));
    }

    [Test]
    public void What_has_happened_passes() => AssertVerdict(PastTenseCorpus.Past, EventNameVerdict.PastTense);

    [Test]
    public void An_adjective_and_a_noun_are_told_apart() => AssertVerdict(PastTenseCorpus.AdjectiveNoun, EventNameVerdict.AdjectiveAndNoun);

    [Test]
    public void Commands_and_things_do_not_pass() => AssertVerdict(PastTenseCorpus.NotPast, EventNameVerdict.NotPastTense);

    [Test]
    public void What_is_known_to_be_wrong_is_still_wrong_and_little()
    {
        Assert.That(PastTenseCorpus.KnownMisses.Where(name => PastTense.Judge(name, PastTenseWords.Default) == EventNameVerdict.PastTense), Is.Empty);
        Assert.That(PastTenseCorpus.KnownMisses, Has.Count.LessThan(PastTenseCorpus.Past.Count / 100));
    }

    [Test]
    public void The_events_of_public_packages_pass() => AssertVerdict(PublicNames.Past, EventNameVerdict.PastTense);

    [Test]
    public void What_public_packages_name_otherwise_does_not_pass() =>
        Assert.That(PublicNames.NotPast.Where(name => PastTense.Judge(name, PastTenseWords.Default) == EventNameVerdict.PastTense), Is.Empty);

    [Test]
    public void What_public_packages_have_that_is_known_to_be_wrong_is_little() =>
        Assert.That(PublicNames.KnownMisses, Has.Count.LessThan(PublicNames.Past.Count / 200));

    [Test]
    public void Names_that_the_rule_was_not_developed_on_are_judged_right_in_97_of_100_cases_both_ways()
    {
        var flagged = HeldOutNames.Past.Where(name => PastTense.Judge(name, PastTenseWords.Default) != EventNameVerdict.PastTense).ToArray();
        var passed = HeldOutNames.NotPast.Where(name => PastTense.Judge(name, PastTenseWords.Default) == EventNameVerdict.PastTense).ToArray();
        TestContext.Out.WriteLine($"Wrongly flagged, of {HeldOutNames.Past.Count}: {string.Join(" ", flagged)}. Wrongly passed, of {HeldOutNames.NotPast.Count}: {string.Join(" ", passed)}.");

        Assert.That(flagged.Length, Is.LessThanOrEqualTo(HeldOutNames.Past.Count * 3 / 100));
        Assert.That(passed.Length, Is.LessThanOrEqualTo(HeldOutNames.NotPast.Count * 3 / 100));
    }

    private static void AssertVerdict(IReadOnlyList<string> names, EventNameVerdict expected)
    {
        var wrong = names.Where(name => PastTense.Judge(name, PastTenseWords.Default) != expected)
            .Select(name => $"{name}: {PastTense.Judge(name, PastTenseWords.Default)}");

        Assert.That(wrong, Is.Empty);
    }
}
