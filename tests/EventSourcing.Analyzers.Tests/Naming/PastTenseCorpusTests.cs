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

    private static void AssertVerdict(IReadOnlyList<string> names, EventNameVerdict expected)
    {
        var wrong = names.Where(name => PastTense.Judge(name, PastTenseWords.Default) != expected)
            .Select(name => $"{name}: {PastTense.Judge(name, PastTenseWords.Default)}");

        Assert.That(wrong, Is.Empty);
    }
}
