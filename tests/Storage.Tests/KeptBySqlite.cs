using Haggle.Storage.Tests.Promises;

namespace Haggle.Storage.Tests;

// What every engine promises, kept by SQLite; each class on a database of its own.

public sealed class SqliteAccountTests(SqliteMarket market) : AccountPromises(market), IClassFixture<SqliteMarket>;

public sealed class SqlitePeopleTests(SqliteMarket market) : PeoplePromises(market), IClassFixture<SqliteMarket>;

public sealed class SqliteSearchTests(SqliteMarket market) : SearchPromises(market), IClassFixture<SqliteMarket>;

public sealed class SqliteSessionTests(SqliteMarket market) : SessionPromises(market), IClassFixture<SqliteMarket>;

public sealed class SqliteOpeningTests(SqliteMarket market) : OpeningPromises(market), IClassFixture<SqliteMarket>;

public sealed class SqliteChatChangeTests(SqliteMarket market) : ChatChangePromises(market), IClassFixture<SqliteMarket>;

public sealed class SqliteChatListTests(SqliteMarket market) : ChatListPromises(market), IClassFixture<SqliteMarket>;

public sealed class SqliteAppendTests(SqliteMarket market) : AppendPromises(market), IClassFixture<SqliteMarket>;

public sealed class SqliteRightsTests(SqliteMarket market) : RightsPromises(market), IClassFixture<SqliteMarket>;

public sealed class SqliteMessageTests(SqliteMarket market) : MessagePromises(market), IClassFixture<SqliteMarket>;

public sealed class SqliteMessageChangeTests(SqliteMarket market) : MessageChangePromises(market), IClassFixture<SqliteMarket>;

public sealed class SqliteReceiptTests(SqliteMarket market) : ReceiptPromises(market), IClassFixture<SqliteMarket>;
public sealed class SqliteSupportTests(SqliteMarket market) : SupportPromises(market), IClassFixture<SqliteMarket>;

public sealed class SqliteAssignmentTests(SqliteMarket market) : AssignmentPromises(market), IClassFixture<SqliteMarket>;
public sealed class SqliteSliceTests(SqliteMarket market) : SlicePromises(market), IClassFixture<SqliteMarket>;

public sealed class SqliteSyncTests(SqliteMarket market) : SyncPromises(market), IClassFixture<SqliteMarket>;

public sealed class SqliteMergeTests(SqliteMarket market) : MergePromises(market), IClassFixture<SqliteMarket>;

public sealed class SqliteBlockTests(SqliteMarket market) : BlockPromises(market), IClassFixture<SqliteMarket>;

public sealed class SqliteListingTests(SqliteMarket market) : ListingPromises(market), IClassFixture<SqliteMarket>;

public sealed class SqlitePairTests(SqliteMarket market) : PairPromises(market), IClassFixture<SqliteMarket>;

public sealed class SqliteTraderTests(SqliteMarket market) : TraderPromises(market), IClassFixture<SqliteMarket>;

public sealed class SqliteKeyTests(SqliteMarket market) : KeyPromises(market), IClassFixture<SqliteMarket>;

public sealed class SqliteAnswerTests(SqliteMarket market) : AnswerPromises(market), IClassFixture<SqliteMarket>;

public sealed class SqliteOutboxTests(SqliteMarket market) : OutboxPromises(market), IClassFixture<SqliteMarket>;

public sealed class SqliteModelTests(SqliteMarket market) : ModelPromises(market), IClassFixture<SqliteMarket>;

public sealed class SqliteMigrationTests(SqliteMarket market) : MigrationPromises(market), IClassFixture<SqliteMarket>;
