import type { EventWord } from '../words/events'

/** What devices, their readings, alarms and events are called. */
export const zhTerms = {
  kinds: {
    charging_cabinet: '充电柜', water_cooler: '饮水机', parking_spot: '停车位', station: '驿站环境',
    love_fridge: '爱心冰柜', microwave: '微波炉', air_conditioner: '空调', power_bank_cabinet: '充电宝柜', medicine_kit: '药箱',
    parking_area: '停放区', socket_pile: '充电桩',
  } as Record<string, string>,
  connections: { ONLINE: '在线', STALE: '未确认', OFFLINE: '离线' },
  healths: { OK: '正常', DEGRADED: '欠佳', FAULT: '故障' },
  admins: { IN_SERVICE: '在用', MAINTENANCE: '维护中', DISABLED: '停用', PLANNED: '计划中', REMOVED: '已拆除' },
  uses: { FREE: '空闲', RESERVED: '已预约', OPENING: '开门中', OCCUPIED: '占用', CHARGING: '充电中', FINISHED: '已充满', BLOCKED: '受阻', UNKNOWN: '未知' },
  statuses: {
    AVAILABLE: '可用', CHARGING: '使用中', RESERVED: '已预约', BLOCKED: '受阻', INOPERATIVE: '维护中',
    OUTOFORDER: '故障', PLANNED: '计划中', REMOVED: '已拆除', UNKNOWN: '未知',
  },
  urgency: { safety: '安全锁定', fault: '故障', offline: '离线', stale: '未确认', attention: '需留意', ok: '正常', aside: '停用与维护' },
  severities: { CRITICAL: '危险', MAJOR: '重要', MINOR: '一般', WARNING: '提示' },
  fields: {
    temperature_c: '温度', humidity_pct: '湿度', power_w: '功率', voltage_v: '电压', current_a: '电流', energy_kwh: '电量',
    signal_dbm: '信号', battery_pct: '电池', firmware: '固件', mains_ok: '市电', mode: '模式', smoke: '烟雾', flood: '水浸', leakage_ma: '漏电',
    service_door: '检修门', fan: '风扇', extinguisher_fired: '灭火器动作', hot_c: '热水', cold_c: '冷水', tds_in_ppm: '进水 TDS', tds_out_ppm: '出水 TDS',
    filter_pct: '滤芯', flow_ml: '出水量', total_l: '累计', tank_low: '缺水', leak: '漏水', hot_lock: '热水锁', people: '人数', seats_free: '空座',
    seats_total: '座位', co2_ppm: 'CO₂', occupied: '占用', dwell_s: '停留', smoke_db_m: '烟雾浓度', door: '门',
    fault: '故障', stock: '库存', stock_full: '满仓数量', stock_minimum: '最低库存', compressor: '压缩机', running: '运行', cavity_c: '腔内',
    cycles: '次数', set_c: '设定', filter_h: '滤网已用', battery_temperature_c: '电池温度', rentable: '可借', returnable: '可还',
    pop_failures: '弹出失败', sku: '品名', expiry_d: '距过期', places_total: '车位', places_free: '空位', places_out: '停用车位',
    lane_blocked: '占消防通道', left_min: '剩余', target_pct: '充至 %', duration_s: '时长(秒)', enabled: '启用', max_power_w: '功率上限', fan_on_c: '风扇启动温度',
  } as Record<string, string>,
  values: {
    open: '开', closed: '关', standby: '待机', heating: '加热', dispensing: '出水', purifying: '净化', cooling: '制冷', drying: '除湿', fan: '送风', off: '关闭', auto: '自动',
  } as Record<string, string>,
  alarm: {
    SMOKE: '烟雾', EXTINGUISHER: '灭火器已动作', LEAKAGE: '漏电跳闸', FLOOD: '水浸', LEAK: '漏水',
    SLOT_TEMPERATURE_CRITICAL: '仓位温度危险', SLOT_TEMPERATURE_HIGH: '仓位温度过高', CELL_RANGE: '电芯温度超限', CABINET_TEMPERATURE: '柜内温度异常',
    OVER_CURRENT: '过流', OVER_VOLTAGE: '过压', UNDER_VOLTAGE: '欠压', NOT_STOPPED_WHEN_FULL: '充满未断电',
    SESSION_TOO_LONG: '充电时间较长', SESSION_OVERDUE: '充电时间过长', CUT_NOT_CONFIRMED: '断电未确认',
    DOOR_LEFT_OPEN: '仓门未关', DOOR_STUCK: '仓门打不开', MAINS_LOST: '市电中断', SERVICE_DOOR: '检修门打开',
    OFFLINE: '设备离线', NODE_OFFLINE: '整个节点离线', SITE_OFFLINE: '整个驿站离线',
    TANK_LOW: '水箱缺水', FILTER_LOW: '滤芯将尽', WATER_TOO_HOT: '水温过高', WATER_IMPURE: '水质超标', FAULT: '故障',
    OVERSTAY: '停放过久', BATTERY_LOW: '电量低', ROOM_TEMPERATURE: '室温异常', CROWDED: '室内拥挤',
    FRIDGE_DOOR_OPEN: '冰柜门未关', FOOD_TOO_WARM: '冰柜温度过高', STOCK_LOW: '库存不足', RUNS_TOO_LONG: '运行过久', CAVITY_HOT: '微波炉过热',
    ROOM_NOT_REACHED: '室温未达设定', BANK_HOT: '充电宝过热', POP_FAILED: '充电宝弹不出', KIT_OPENED: '药箱被打开',
    ITEM_EXPIRING: '药品临近过期', ITEM_EXPIRED: '药品已过期', ITEM_SHORT: '药品不足', AREA_FULL: '停放区已满', LANE_BLOCKED: '消防通道被占',
    OVER_POWER: '功率过高', RELAY_WELDED: '继电器粘连，断开后仍有功率', NO_LOAD: '通电无负载', REPORTED_BROKEN: '骑手反映损坏', REPORTED_UNSAFE: '骑手反映有危险',
    journal: '暂时无法保存:设备消息留在设备上,恢复后自动补存', history: '暂时无法写入历史:数据不会丢失,恢复后自动补写', database: '数据库无响应:其他服务器的设备显示最近状态,恢复后自动更新',
    certificate: '设备连接所用证书即将到期,或新证书无法使用',
  } as Record<string, string>,
  event: {
    Born: '接入', WentOnline: '上线', WentStale: '未按时上报', WentOffline: '离线', BecameUnreachable: '失联', BecameReachable: '恢复联系', LaneGotBlocked: '消防通道被占', LaneCleared: '消防通道畅通',
    RelayStayedOn: '断开后仍有功率', RelayLetGo: '已真正断开', ChargeFull: '电池已充满', FullBatteryGone: '满电电池已取走', SlotDisabled: '仓位停用', SlotEnabled: '仓位启用', PowerRoseTooHigh: '功率过高', PowerFellBack: '功率恢复', DoorOpened: '门打开', DoorClosed: '门关闭', DoorLeftOpen: '门未关', DoorShutAfterAll: '门已关好', BatteryInserted: '放入电池',
    BatteryRemoved: '取出电池', SessionStarted: '开始充电', SessionEnded: '结束充电', SlotOverheated: '仓位过热', SlotCooledDown: '仓位降温', SlotBecameCritical: '仓位温度危险', SlotMadeSafe: '仓位已复位',
    CellLeftRange: '电芯温度超限', CellBackInRange: '电芯温度恢复', CurrentRoseTooHigh: '过流', CurrentFellBack: '电流恢复', ChargerStayedOn: '充满未断电', ChargerWentOff: '充电已断开',
    SessionRanLong: '充电时间较长', LongSessionEnded: '长时间充电结束', SmokeDetected: '检测到烟雾', ExtinguisherFired: '灭火器动作', FloodDetected: '水浸', FloodDried: '水浸解除', MainsLost: '市电中断',
    MainsRestored: '市电恢复', LeakageTripped: '漏电跳闸', SmokeReset: '烟雾复位', ExtinguisherReset: '灭火器复位', LeakageReset: '漏电复位', VoltageRoseTooHigh: '过压', VoltageFellBack: '电压恢复',
    VoltageFellTooLow: '欠压', VoltageRoseBack: '电压回升', ServiceDoorOpened: '检修门打开', ServiceDoorClosed: '检修门关闭', CutFailed: '断电未确认', CutConfirmed: '断电已确认', SessionRanOver: '充电时间过长',
    OverdueSessionEnded: '超时充电结束', LeakDetected: '漏水', LeakStopped: '漏水停止', TankRanLow: '水箱缺水', TankRefilled: '水箱已加水', FilterRanLow: '滤芯将尽', FilterReplaced: '滤芯已换',
    FaultBegan: '故障', FaultEnded: '故障解除', WaterOverheated: '水温过高', WaterCooledDown: '水温恢复', WaterBecameImpure: '水质超标', WaterBecamePure: '水质恢复', FoodGotTooWarm: '冰柜温度过高',
    FoodCooledDown: '冰柜温度恢复', StockRanLow: '库存不足', StockRefilled: '已补货', CavityOverheated: '微波炉过热', CavityCooledDown: '微波炉降温', RunGotTooLong: '运行过久', LongRunEnded: '长时间运行结束',
    SpotTaken: '车位被占', SpotFreed: '车位空出', SpotOverstayed: '停放过久', OverstayEnded: '超时停放结束', BatteryRanLow: '电量低', BatteryReplaced: '电池已换', RoomMissedItsSetting: '室温未达设定',
    RoomReachedItsSetting: '室温达到设定', PopKeptFailing: '充电宝弹不出', PopWorkedAgain: '充电宝弹出恢复', HoldBegan: '为骑手保留', HoldEnded: '保留结束', UseBegan: '开始使用', UseEnded: '使用结束', ReportedBroken: '骑手反映损坏', FoundWorking: '确认可用', ReportedUnsafe: '骑手反映有危险', FoundSafe: '确认安全', RoomLeftComfort: '室温异常', RoomBackInComfort: '室温恢复', RoomBecameCrowded: '室内拥挤',
    CrowdLeft: '不再拥挤', ItemCameNearExpiry: '药品临近过期', ItemRenewed: '药品已更新', ItemExpired: '药品已过期', ExpiredItemReplaced: '过期药品已换', AreaFilledUp: '停放区已满', AreaHasRoom: '停放区有空位',
    CutOrdered: '下令断电', CutLifted: '解除断电', OpenAccepted: '已接受开门', OpenEnded: '开门结束', DoorGotStuck: '门打不开', DoorCameFree: '门恢复', AlarmAcknowledged: '告警已确认', AlarmAssigned: '告警已指派',
    AlarmCommented: '告警备注', AlarmShelved: '告警搁置', MaintenanceBegan: '开始维护', MaintenanceEnded: '结束维护',
    CommandOrdered: '下达命令', CommandSent: '命令已发出', CommandReceived: '设备收到命令', CommandDone: '设备称命令已执行', CommandRejected: '设备拒绝命令', CommandFailed: '命令执行失败', CommandTimedOut: '命令无回应', CommandExpired: '命令过期',
    CommandCanceled: '命令撤回', CommandEffectSeen: '命令效果已证实', CommandEffectMissed: '命令未见效果', InterlockBegan: '联锁启动', PowerFoundOff: '联锁:断电已证实', NeighboursStopped: '联锁:相邻仓已停', DoorsKeptShut: '联锁:保持关门',
    PeopleNotified: '联锁:已通知值班', WorkOrderRequested: '联锁:请求派人', InterlockEnded: '联锁结束',
  } satisfies Record<EventWord, string>,
  verbs: {
    'slot.open': '开门', 'slot.enable': '启用仓位', 'slot.disable': '停用仓位', 'charge.start': '开始充电', 'charge.stop': '停止充电', 'power.cut': '切断电源', siren: '鸣笛', light: '照明', reboot: '重启', rebirth: '重新上报',
  } as Record<string, string>,
  reasons: {
    unknown_topic: '未知主题', foreign_prefix: '不属于该节点的主题', too_large: '过大', not_json: '不是 JSON', too_deep: '层次过深', wrong_version: '版本不符', missing_field: '缺少字段', wrong_type: '类型不符',
    not_finite: '数值超界', bad_time: '时间有误', too_many: '数量过多', not_enrolled: '未登记',
  } as Record<string, string>,
}

export type Terms = typeof zhTerms
