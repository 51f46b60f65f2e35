using GitHistory.Tests.Support;

namespace GitHistory.Tests;

/// <summary>Each nasty thing once, on purpose; the random histories mix them.</summary>
public sealed class ScenarioTests
{
    private static readonly TestFile Text = new(TestFile.Regular, string.Concat(Enumerable.Range(0, 20).Select(i => $"line {i}\n")));

    [Test]
    public async Task Renames_swaps_and_replacements_in_one_commit()
    {
        var import = Begin("a", "b", "c", "d", "gone", "folder/file").Commit("main", "A <a>", 2, "all at once");
        var (a, b) = (import.Files["a"], import.Files["b"]);
        import.Put("a", b).Put("b", a); // swap
        import.Remove("d").Put("d", import.Files["c"]).Remove("c"); // onto a path deleted in the same commit
        import.Put("gone/inside", Text).Put("folder", Text); // a folder for a file, a file for a folder
        await CompareAsync(import);
    }

    [Test]
    public async Task Kinds_and_modes_change()
    {
        var import = Begin("link", "module", "script", "plain").Commit("main", "A <a>", 2, "kinds");
        import.Put("link", new TestFile(TestFile.SymbolicLink, "plain")).Put("module", new TestFile(TestFile.Submodule, new string('a', 40))).Put("script", import.Files["script"] with { Mode = TestFile.Executable });
        import.Commit("main", "A <a>", 3, "back").Put("link", new TestFile(TestFile.Submodule, new string('b', 40))).Put("module", Text);
        await CompareAsync(import);
    }

    [Test]
    public async Task Names_that_differ_in_case_alone_and_copies()
    {
        var import = Begin("readme.md", "other").Commit("main", "A <a>", 2, "case");
        var file = import.Files["readme.md"];
        import.Remove("readme.md").Put("README.md", file).Put("copy.md", file).Put("Other", import.Files["other"]);
        await CompareAsync(import);
    }

    [Test]
    public async Task Empty_commits_and_an_empty_tree()
    {
        var import = new FastImport().Commit("main", "A <a>", 1, "").Commit("main", "A <a>", 2, "file").Put("a", Text);
        import.Commit("main", "A <a>", 3, "nothing").Commit("main", "A <a>", 4, "clear").RemoveAll().Commit("main", "A <a>", 5, "again").Put("a", Text);
        await CompareAsync(import);
    }

    [Test]
    public async Task Merges_of_other_roots_and_of_many_branches()
    {
        var import = Begin("a");
        import.Commit("root-2", "B <b>", 2, "another root").Put("b", Text).Commit("root-3", "C <c>", 3, "a third root").Put("c", Text);
        import.Commit("main", "A <a>", 4, "octopus", "root-2", "root-3").Put("b", Text).Put("c", Text);
        import.Branch("side", "main").Commit("side", "B <b>", 5, "side").Put("d", Text).Commit("main", "A <a>", 6, "ours", "side");
        await CompareAsync(import);
    }

    [Test]
    public async Task What_the_user_configured_does_not_matter()
    {
        var import = Begin("a", "b", "sub/c").Commit("main", "A <a>", 2, "move and copy");
        import.Put("moved", import.Files["a"]).Remove("a").Put("copied", import.Files["b"]).Put("b", Text).Put("module", new TestFile(TestFile.Submodule, new string('a', 40)));
        import.Commit("main", "Bêla <b>", 3, "module").Put("module", new TestFile(TestFile.Submodule, new string('b', 40)));
        import.Branch("side", "main").Commit("side", "B <b>", 4, "side").Put("d", Text).Commit("main", "A <a>", 5, "merge", "side").Put("d", Text).Put("e", Text);
        using var repository = TestRepository.Of(import.Done());
        foreach (var (name, value) in new[]
        {
            ("diff.renames", "copies"), ("diff.renameLimit", "1"), ("diff.ignoreSubmodules", "all"), ("diff.relative", "true"), ("log.showSignature", "true"), ("log.showRoot", "false"),
            ("log.date", "relative"), ("color.ui", "always"), ("i18n.logOutputEncoding", "ISO-8859-1"), ("log.diffMerges", "combined"), ("diff.orderFile", "/nowhere"), ("core.quotePath", "true"),
        }) repository.Git("config", name, value);

        var result = await GitHistoryProgram.CallAsync("import", repository.Folder, "--store", repository.Store);
        Assert.That(result.ExitCode, Is.Zero, result.Errors);
        var stats = (await GitHistoryProgram.CallAsync("stats", "--store", repository.Store)).Lines;
        Assert.That(stats, Is.SupersetOf(new[] { "file-added\t7", "file-changed\t2", "file-renamed\t1" }));
        Assert.That((await GitHistoryProgram.CallAsync("authors", "--store", repository.Store)).Lines, Does.Contain("1970-01\t1\tBêla"));
        await Oracle.CompareTreesAsync(repository, 3);
    }

    /// <summary>Names of authors are in the encoding that the commit says, or in none.</summary>
    [Test]
    public async Task Authors_in_other_encodings()
    {
        var stream = new MemoryStream();
        stream.Write("""
            commit refs/heads/main
            author Jörg <j@example.org> 1 +0000
            committer Jörg <j@example.org> 1 +0000
            encoding ISO-8859-1
            data 5
            Größe
            commit refs/heads/main
            author Jürg <j@example.org> 2 +0000
            committer Jürg <j@example.org> 2 +0000
            data 5
            Größe
            done

            """.Select(c => (byte)c).ToArray());
        using var repository = TestRepository.Of(stream.ToArray());
        Assert.That((await GitHistoryProgram.CallAsync("import", repository.Folder, "--store", repository.Store)).ExitCode, Is.Zero);
        Assert.That((await GitHistoryProgram.CallAsync("authors", "--store", repository.Store)).Lines, Is.EqualTo(new[] { "1970-01\t1\tJ\uFFFDrg", "1970-01\t1\tJörg" }.OrderBy(line => line, StringComparer.Ordinal)));
        await Oracle.CompareAuthorsAsync(repository);
    }

    [Test]
    public async Task A_commit_with_very_many_files()
    {
        const int Files = 20_000;
        var import = new FastImport().Commit("main", "A <a>", 1, "many");
        for (var i = 0; i < Files; i++) import.Put($"folder-{i % 100}/file-{i}", new TestFile(TestFile.Regular, $"{i}"));
        import.Commit("main", "A <a>", 2, "none").RemoveAll();
        using var repository = TestRepository.Of(import.Done());

        var result = await GitHistoryProgram.CallAsync("import", repository.Folder, "--store", repository.Store);
        Assert.That(result.Output, Does.Contain($"2 commits as {2 * Files + 2:N0} events"), result.Errors);
        await Oracle.CompareTreesAsync(repository, 2);
    }

    private static FastImport Begin(params string[] paths)
    {
        var import = new FastImport().Commit("main", "A <a>", 1, "begin");
        foreach (var path in paths) import.Put(path, Text with { Content = $"{path}\n{Text.Content}{path}\n" });
        return import;
    }

    private static async Task CompareAsync(FastImport import)
    {
        using var repository = TestRepository.Of(import.Done());
        var result = await GitHistoryProgram.CallAsync("import", repository.Folder, "--store", repository.Store);
        Assert.That(result.ExitCode, Is.Zero, result.Errors);
        await Oracle.CompareTreesAsync(repository, 30);
        await Oracle.CompareCountsAsync(repository);
    }
}
