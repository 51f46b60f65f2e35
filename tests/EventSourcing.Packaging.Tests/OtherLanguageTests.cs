namespace EventSourcing.Packaging.Tests;

/// <summary>Visual Basic and F# use a domain that is written in C#, and are told where they try to write one themselves.</summary>
public sealed class OtherLanguageTests
{
    private string _folder = "";

    [OneTimeSetUp]
    public void Prepare() => _folder = Workspace.Prepare("OtherLanguages");

    [TestCase("VisualBasic/VisualBasic.vbproj", "Events.vb(4,29): error ESG0607")]
    [TestCase("FSharp/FSharp.fsproj", "Events.fs : error ESG0607", "More.fs : error ESG0607")]
    public async Task Annotations_are_an_error(string project, params string[] expected)
    {
        var build = await Dotnet.RunAsync(_folder, "build", project, "--nologo");

        Assert.That(build.ExitCode, Is.Not.Zero, build.Output);
        foreach (var error in expected) Assert.That(build.Output, Does.Contain(error));
        Assert.That(build.Output, Does.Not.Contain("Plain.fs"));
    }

    [TestCase("VisualBasicUse/VisualBasicUse.vbproj")]
    [TestCase("FSharpUse/FSharpUse.fsproj")]
    public async Task Using_a_domain_is_not(string project)
    {
        var build = await Dotnet.RunAsync(_folder, "build", project, "--nologo");

        build.ThrowIfFailed();
        Assert.That(build.Output, Does.Not.Contain("ESG"));
    }

    [Test]
    public async Task The_check_of_FSharp_can_be_switched_off()
    {
        var build = await Dotnet.RunAsync(_folder, "build", "FSharp/FSharp.fsproj", "--nologo", "-p:NoWarn=ESG0607");

        build.ThrowIfFailed();
    }
}
