using System.Globalization;
using Haggle.Server.Tests.Ground;

namespace Haggle.Server.Tests.Authorisation;

public sealed class RouteTableOnSqlite(SqliteMarket market) : RouteTableTests(market);

public sealed class RouteTableOnPostgreSql(PostgreSqlMarket market) : RouteTableTests(market);

public sealed class RouteTableVerifiedOnSqlite(VerifiedSqliteMarket market) : RouteTableTests(market);

public sealed class RouteTableVerifiedOnPostgreSql(VerifiedPostgreSqlMarket market) : RouteTableTests(market);

/// <summary>The table of <see cref="RouteTable"/>, where people's word is taken and where it is not, tried out cell by cell on a running server.</summary>
public abstract class RouteTableTests(Market market)
{
    [Fact]
    public async Task Every_route_answers_everybody_as_the_table_says()
    {
        await market.OpenAsync();
        var wrong = new List<string>();
        foreach (var row in RouteTable.Rows.Concat(WindiTable.Rows).Concat(GameTradeTable.Rows).Concat(LaisTable.Rows))
        {
            var scene = await Scene.SetAsync(market);
            foreach (var who in Enum.GetValues<Who>())
            {
                scene.Caller = who;
                var token = row.EndsSession && who == Who.Guest ? (await market.Api.GuestAsync("Grigori")).AccessToken : await scene.Cast.TokenAsync(market, who);
                var answer = await market.CallAsync(row.Method, row.Address(scene), row.Body?.Invoke(scene), token, who == Who.Backend ? market.Key : null);
                var cell = Cell((int)answer.Status, row.HasCodes ? answer.Code : null);
                var expected = row.Expected(who, market.IsVerified);
                if (cell != expected)
                    wrong.Add($"{row.Door}{row.Route}{row.Query} as {who}: expected {expected}, got {cell} {answer.Body}");
            }
        }

        Assert.True(wrong.Count == 0, string.Join(Environment.NewLine, wrong));
    }

    [Fact]
    public async Task Every_route_has_a_row()
    {
        await market.OpenAsync();
        var described = (await market.CallAsync(HttpMethod.Get, "/openapi.json")).Expect().GetProperty("paths").EnumerateObject()
            .SelectMany(path => path.Value.EnumerateObject().Select(method => $"{method.Name.ToUpperInvariant()} {path.Name}"));
        Assert.Equal(described.Order(), RouteTable.Rows.Select(row => row.Described).Distinct().Order());
    }

    [Fact]
    public Task Every_route_of_WinDI_has_a_row() => EveryRouteHasARowAsync("/windi", WindiTable.Rows);

    [Fact]
    public Task Every_route_of_GameTrade_has_a_row() => EveryRouteHasARowAsync("/gametrade", GameTradeTable.Rows);

    [Fact]
    public Task Every_route_of_Lais_has_a_row() => EveryRouteHasARowAsync("/lais", LaisTable.Rows);

    private async Task EveryRouteHasARowAsync(string door, IReadOnlyList<RouteTable.Row> rows)
    {
        await market.OpenAsync();
        var described = (await market.CallAsync(HttpMethod.Get, $"{door}/openapi.json")).Expect().GetProperty("paths").EnumerateObject()
            .SelectMany(path => path.Value.EnumerateObject().Select(method => $"{method.Name.ToUpperInvariant()} {door}{path.Name}"));
        Assert.Equal(described.Order(), rows.Select(row => row.Described).Distinct().Order());
    }

    /// <summary>As it stands in the table: the code only where it is not the status's own.</summary>
    private static string Cell(int status, string? code)
    {
        var usual = status switch
        {
            401 => "unauthorized",
            403 => "forbidden",
            404 => "not_found",
            409 => "conflict",
            422 => "invalid",
            _ => null,
        };
        return status < 400 || code is null || code == usual ? status.ToString(CultureInfo.InvariantCulture) : $"{status}:{code}";
    }
}
