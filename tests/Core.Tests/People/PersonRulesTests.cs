using Haggle.Core.People;

namespace Haggle.Core.Tests.People;

public sealed class PersonRulesTests
{
    [Theory]
    [InlineData("a@b.co")]
    [InlineData("olga.petrova+bikes@mail.example.com")]
    [InlineData("o'neil@example.com")]
    [InlineData("почта@пример.рф")]
    [InlineData("UPPER@EXAMPLE.COM")]
    public void An_e_mail_address_is_one(string email) => Assert.Null(PersonRules.CheckEmail(email));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("@")]
    [InlineData("a@")]
    [InlineData("@example.com")]
    [InlineData("a@b@example.com")]
    [InlineData("a.example.com")]
    [InlineData("a@example")]
    [InlineData("a@.example.com")]
    [InlineData("a@example..com")]
    [InlineData("a@example.com.")]
    [InlineData("a@-example.com")]
    [InlineData("a@exa mple.com")]
    [InlineData("a b@example.com")]
    [InlineData(" a@example.com")]
    [InlineData("a@example.com\n")]
    [InlineData("a\0@example.com")]
    [InlineData(".a@example.com")]
    [InlineData("a.@example.com")]
    [InlineData("a..b@example.com")]
    [InlineData("\"a b\"@example.com")]
    [InlineData("<a@example.com>")]
    [InlineData("a,b@example.com")]
    [InlineData("a@example.com\r\nBcc: b@example.com")]
    public void What_is_no_e_mail_address_is_refused(string? email) => Assert.Equal((RefusalKind.Invalid, "email"), Told(PersonRules.CheckEmail(email)));

    [Fact]
    public void An_e_mail_address_has_at_most_254_characters_and_64_before_the_at()
    {
        static string Of(int local, int length) => $"{new string('a', local)}@{string.Join('.', Labels(length - local - 5))}.com";
        Assert.Null(PersonRules.CheckEmail(Of(64, 254)));
        Assert.NotNull(PersonRules.CheckEmail(Of(64, 255)));
        Assert.NotNull(PersonRules.CheckEmail(Of(65, 200)));

        static IEnumerable<string> Labels(int characters)
        {
            for (; characters > 61; characters -= 61)
                yield return new string('b', 60);
            yield return new string('b', characters);
        }
    }

    [Theory]
    [InlineData(7, false)]
    [InlineData(8, true)]
    [InlineData(256, true)]
    [InlineData(257, false)]
    public void A_password_has_8_to_256_characters(int length, bool isGood)
    {
        Assert.Equal(isGood, PersonRules.CheckPassword(new string('x', length)) is null);
        Assert.Equal(isGood, PersonRules.CheckPassword(string.Concat(Enumerable.Repeat("🚲", length))) is null); // one character each, though two units
    }

    [Theory]
    [InlineData("Olga")]
    [InlineData("  Ольга Петрова  ")]
    [InlineData("🚲")]
    [InlineData("محمد")]
    [InlineData("a")]
    [InlineData("👩‍👩‍👧")]
    public void A_display_name_is_one(string name) => Assert.Null(PersonRules.CheckDisplayName(name));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("\u200b\u200d")]
    [InlineData("a\nb")]
    [InlineData("a\tb")]
    [InlineData("a\0b")]
    [InlineData("a\u0085b")]
    [InlineData("a\u2028b")]
    [InlineData("\u202egnp.exe")]
    [InlineData("a\u2066b")]
    public void What_is_no_display_name_is_refused(string? name) => Assert.Equal((RefusalKind.Invalid, "display_name"), Told(PersonRules.CheckDisplayName(name)));

    [Fact]
    public void Half_a_character_is_no_part_of_a_name_or_password() // not as data of a theory: attributes are kept in UTF-8, which has no halves
    {
        foreach (var half in (string[])["Olga\ud83d", "\udeb2Olga", "Ol\ud83dga Petrova"])
        {
            Assert.NotNull(PersonRules.CheckDisplayName(half));
            Assert.NotNull(PersonRules.CheckPassword($"{half} and more"));
        }
    }

    [Fact]
    public void A_display_name_has_at_most_64_characters_after_trimming()
    {
        Assert.Null(PersonRules.CheckDisplayName($"  {new string('я', 64)}  "));
        Assert.Null(PersonRules.CheckDisplayName(string.Concat(Enumerable.Repeat("🚲", 64))));
        Assert.NotNull(PersonRules.CheckDisplayName(new string('я', 65)));
    }

    [Theory]
    [InlineData("abc", true)]
    [InlineData("a_1", true)]
    [InlineData("___", true)]
    [InlineData("ab", false)]
    [InlineData("Abc", false)]
    [InlineData("a-b", false)]
    [InlineData("a b", false)]
    [InlineData("абв", false)]
    [InlineData("@abc", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void A_tag_is_3_to_32_of_small_letters_digits_and_underlines(string? tag, bool isGood)
    {
        Assert.Equal(isGood, PersonRules.CheckTag(tag) is null);
        Assert.Null(PersonRules.CheckTag(new string('a', 32)));
        Assert.NotNull(PersonRules.CheckTag(new string('a', 33)));
    }

    [Theory]
    [InlineData(null, true)]
    [InlineData("ru", true)]
    [InlineData("en-GB", true)]
    [InlineData("zh-Hant-TW", true)]
    [InlineData("fil", true)]
    [InlineData("", false)]
    [InlineData("r", false)]
    [InlineData("russian", false)]
    [InlineData("en_GB", false)]
    [InlineData("en-", false)]
    [InlineData("en-toolongpart", false)]
    [InlineData("../..", false)]
    public void A_locale_is_a_language_tag(string? locale, bool isGood) => Assert.Equal(isGood, PersonRules.CheckLocale(locale) is null);

    [Theory]
    [InlineData(null, true)]
    [InlineData("UTC", true)]
    [InlineData("Europe/Belgrade", true)]
    [InlineData("America/Argentina/Buenos_Aires", true)]
    [InlineData("Etc/GMT+3", true)]
    [InlineData("", false)]
    [InlineData("Mars/Olympus", false)]
    [InlineData("../../../etc/passwd", false)]
    [InlineData("/etc/passwd", false)]
    [InlineData("Europe/Belgrade\0", false)]
    [InlineData("zone.tab", false)]
    [InlineData("+3", false)]
    public void A_time_zone_is_an_IANA_name(string? zone, bool isGood) => Assert.Equal(isGood, PersonRules.CheckTimeZone(zone) is null);

    [Theory]
    [InlineData("https://shop.example/a.png", true)]
    [InlineData("http://shop.example", true)]
    [InlineData(null, true)]
    [InlineData("javascript:alert(1)", false)]
    [InlineData("data:image/png;base64,AA", false)]
    [InlineData("//shop.example/a.png", false)]
    [InlineData("/a.png", false)]
    [InlineData("https://shop.example/\na", false)]
    [InlineData("", false)]
    public void An_avatars_address_is_one_of_the_web(string? url, bool isGood) => Assert.Equal(isGood, PersonRules.CheckAvatarUrl(url) is null);

    [Fact]
    public void A_refusal_never_repeats_what_came()
    {
        const string said = "Zq7\nZq7";
        foreach (var refusal in (Refusal?[])[
            PersonRules.CheckEmail(said), PersonRules.CheckPassword("Zq7Zq7"), PersonRules.CheckDisplayName(said), PersonRules.CheckTag(said), PersonRules.CheckLocale(said),
            PersonRules.CheckTimeZone(said), PersonRules.CheckExternalId(said), PersonRules.CheckAvatarUrl(said)])
            Assert.DoesNotContain("Zq7", $"{refusal ?? throw new InvalidOperationException("It was not refused.")}", StringComparison.Ordinal);
    }

    private static (RefusalKind?, string?) Told(Refusal? refusal) => (refusal?.Kind, refusal?.Subject);
}
